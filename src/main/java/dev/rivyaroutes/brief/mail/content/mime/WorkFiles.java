package dev.rivyaroutes.brief.mail.content.mime;

import dev.rivyaroutes.OwnerOnly;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The temporary files of one mail, which only the user of the program can read. */
public final class WorkFiles implements Closeable {
  private static final int BUFFER = 16 * 1024;

  private final List<Path> files = new ArrayList<>();
  private final Path folder;
  private final MailBudget budget;

  /**
   * @param folder where they are written; it must exist
   */
  public WorkFiles(Path folder, MailBudget budget) {
    this.folder = folder;
    this.budget = budget;
  }

  public MailBudget budget() {
    return budget;
  }

  /** Spools a whole mail of at most some bytes. */
  public FileRange spool(InputStream raw, long limit) throws IOException, MailRefused {
    Path file = create();
    long size = 0;
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int n = raw.read(buffer); n >= 0; n = raw.read(buffer)) {
        size += n;
        if (size > limit) {
          throw new MailRefused(
              "mail-too-large",
              "The mail is larger than the %d bytes of rivya.brief.mail. Send it with smaller attachments, or raise the limit."
                  .formatted(limit));
        }
        out.write(buffer, 0, n);
      }
    }
    return FileRange.of(file);
  }

  /** Writes unpacked content, within the budget of the mail. */
  public FileRange unpack(InputStream content) throws IOException {
    Path file = create();
    byte[] buffer = new byte[BUFFER];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        budget.takeUnpacked(n);
        out.write(buffer, 0, n);
      }
    }
    return FileRange.of(file);
  }

  private Path create() throws IOException {
    Path file = Files.createTempFile(folder, "rivya-mail-", ".part", OwnerOnly.file());
    files.add(file);
    return file;
  }

  @Override
  public void close() throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
