package dev.rivyaroutes.brief.folder;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.form.BriefFormat;
import dev.rivyaroutes.brief.message.FileQuarantine;
import dev.rivyaroutes.brief.message.MessageBytes;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Keeps the bytes of files of which briefs were refused, before they are moved. */
final class KeepRefusedFile {
  private final FolderDropSettings settings;
  private final FileQuarantine quarantine;

  KeepRefusedFile(FolderDropSettings settings, FileQuarantine quarantine) {
    this.settings = settings;
    this.quarantine = quarantine;
  }

  /** The media store or the ledger was unavailable. */
  static final class NotKept extends IOException {
    private static final long serialVersionUID = 1L;

    private NotKept(Exception cause) {
      super(PlainWords.of(cause), cause);
    }
  }

  /**
   * @param setAside where it is moved next; null if to the accepted files
   * @throws NoSuchFileException if another replica has moved it
   */
  void keep(DroppedFile file, Acceptances acceptances, Path setAside)
      throws NotKept, NoSuchFileException {
    ReceivedMessage received =
        new ReceivedMessage(
            Origin.folder(settings.directory()),
            file.id(),
            file.relative(),
            quarantine.now(),
            new MessageBytes(type(file.relative()), file::getInputStream),
            null,
            null);
    try {
      quarantine.keep(received, acceptances, setAside == null ? null : setAside.toString());
    } catch (IOException | RuntimeException e) {
      if (e instanceof NoSuchFileException gone
          && !Files.exists(file.file(), LinkOption.NOFOLLOW_LINKS)) {
        throw gone;
      }
      throw new NotKept(e);
    }
  }

  /** For people: the name decides how a file is read. */
  private static String type(String name) {
    return switch (BriefFormat.ofExtension(name)) {
      case JSON -> "application/json";
      case TEXT, YAML, JSON_LINES, CSV -> "text/plain";
      case MEDIA, UNKNOWN -> null;
    };
  }
}
