package dev.rivyaroutes.delivery.sftp;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.connection.sftp.SftpFailed;
import dev.rivyaroutes.connection.sftp.SftpFile;
import dev.rivyaroutes.connection.sftp.SftpSession;
import dev.rivyaroutes.delivery.Content;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writes the bytes of a file as {@code .<name>.<delivery>.<random>.part} beside its place. */
final class WritePart {
  private static final String PART = ".part";

  private final SftpSession session;
  private final boolean repeated;

  /**
   * @param repeated whether an earlier attempt may have left a part
   */
  WritePart(SftpSession session, boolean repeated) {
    this.session = session;
    this.repeated = repeated;
  }

  /**
   * Writes under a name that no other attempt uses, so that two attempts never mix their bytes.
   *
   * @param folder the folder of the file, with a slash at its end
   * @return the path of the part
   */
  String write(String folder, String name, String deliveryId, Content content) throws IOException {
    String start = "." + name + "." + FileNames.clean(deliveryId) + ".";
    if (repeated) {
      removeParts(folder, start);
    }
    String part = folder + start + UUID.randomUUID().toString().substring(0, 8) + PART;
    try (InputStream bytes = content.source().get()) {
      long written = session.write(part, bytes);
      if (written != content.size()) {
        throw new IOException(
            "the media store returned %d of %d bytes".formatted(written, content.size()));
      }
      long stored = session.find(part).map(SftpFile::size).orElse(-1L);
      if (stored != written) {
        throw new IOException(
            "the server stored %d of %d bytes of %s".formatted(stored, written, part));
      }
      return part;
    } catch (IOException | RuntimeException e) {
      if (!(e instanceof FileNotFoundException)) {
        removeQuietly(part);
      }
      throw e;
    }
  }

  private void removeParts(String folder, String start) throws SftpFailed {
    List<String> left = new ArrayList<>();
    session.list(
        folder,
        file -> {
          if (file.name().startsWith(start) && file.name().endsWith(PART)) {
            left.add(file.name());
          }
          return true;
        });
    for (String part : left) {
      session.remove(folder + part);
    }
  }

  /** A part that cannot be removed now is removed by the next attempt. */
  void removeQuietly(String part) {
    try {
      if (session.isOpen()) {
        session.remove(part);
      }
    } catch (SftpFailed e) {
      return;
    }
  }
}
