package dev.rivyaroutes.brief.sftp;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.brief.TimedNames;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import dev.rivyaroutes.connection.sftp.SftpFailed;
import dev.rivyaroutes.connection.sftp.SftpFailed.Why;
import dev.rivyaroutes.connection.sftp.SftpFile;
import dev.rivyaroutes.connection.sftp.SftpSession;
import dev.rivyaroutes.connection.sftp.WireName;
import dev.rivyaroutes.ledger.quarantine.RawMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/** Finds a refused file where it was set aside: by its name, its size and its content. */
final class FindSetAside {
  private final SftpSession session;
  private final String quarantine;

  /**
   * @param quarantine the whole path of the folder of refused files
   */
  FindSetAside(SftpSession session, String quarantine) {
    this.session = session;
    this.quarantine = quarantine;
  }

  /** Empty if it is gone, or was changed. */
  Optional<DropFile> find(ReceivedMessage message) throws IOException {
    RawMessage raw = message.replay().message().raw();
    String path = WireName.of(message.name());
    String folder = FileNames.folder(path);
    String name = path.substring(folder.length());
    List<DropFile> named = new ArrayList<>();
    try {
      session.list(
          DropFile.path(quarantine, folder).replaceFirst("(?<=.)/+$", ""),
          file -> {
            if (isNamed(file, name) && file.isFile() && file.size() == raw.size()) {
              named.add(new DropFile(DropFile.path(folder, file.name()), file));
            }
            return true;
          });
      for (DropFile file : named) {
        if (hash(file).equals(raw.sha256())) {
          return Optional.of(file);
        }
      }
    } catch (SftpFailed e) {
      if (e.why() != Why.MISSING) {
        throw e;
      }
    }
    return Optional.empty();
  }

  private static boolean isNamed(SftpFile file, String name) {
    return file.name().equals(name) || TimedNames.withoutTime(file.name()).equals(name);
  }

  private String hash(DropFile file) throws IOException {
    try (InputStream in = session.read(DropFile.path(quarantine, file.path()), file.found())) {
      return DigestUtils.sha256Hex(in);
    }
  }
}
