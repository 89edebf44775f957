package dev.rivyaroutes.live;

import dev.rivyaroutes.brief.WaitingBrief;
import dev.rivyaroutes.brief.sftp.PeekRemoteFolder;
import dev.rivyaroutes.brief.sftp.SftpDropSettings;
import dev.rivyaroutes.connection.sftp.SftpConnections;
import dev.rivyaroutes.connection.sftp.SftpFailed;
import dev.rivyaroutes.connection.sftp.SftpFile;
import dev.rivyaroutes.connection.sftp.SftpSession;
import java.io.IOException;
import java.util.Optional;

/** Lists folders of SFTP servers. */
final class VisitSftp {
  private final SftpConnections connections;

  VisitSftp(SftpConnections connections) {
    this.connections = connections;
  }

  void source(LiveUse use, Seen seen) throws IOException {
    SftpDropSettings settings = new SftpDropSettings();
    settings.setConnection(use.connection());
    settings.setDirectory(use.value("directory"));
    settings.setInclude(use.value("include", "**"));
    settings.setExclude(use.value("exclude", "**/.*"));
    settings.setRecursive(!use.value("recursive").equals("false"));
    settings.setAfter(use.value("after", "keep"));
    settings.setTarget(use.value("target", ".done"));
    settings.setQuarantine(use.value("quarantine", ".refused"));
    String folder = folder(use);
    try (PeekRemoteFolder remote = new PeekRemoteFolder(settings, connections)) {
      Optional<WaitingBrief> oldest = remote.oldest();
      seen.info(
          "%s can be listed%s%s."
              .formatted(
                  folder,
                  oldest.isPresent() ? " and read" : "; no file waits in it",
                  use.value("after", "keep").equals("keep")
                      ? ""
                      : ". Not tried, because that would write: to move or delete a file"));
      if (oldest.isPresent()) {
        seen.sample(Sample.file(use, oldest.get()));
      }
    } catch (SftpFailed e) {
      seen.error(e.getMessage(), "");
    }
  }

  void sink(LiveUse use, Seen seen) {
    String path = use.value("directory");
    try (SftpSession session = connections.get(use.connection()).open()) {
      Optional<SftpFile> found = find(session, path);
      if (found.isPresent() && !found.get().isFolder()) {
        seen.error("%s is not a folder.".formatted(folder(use)), "Correct the directory.");
        return;
      }
      seen.info(
          "%s %s. Not tried, because that would write: to write a file."
              .formatted(
                  folder(use),
                  found.isPresent() ? "is there" : "is not there yet; it is created when needed"));
    } catch (SftpFailed e) {
      seen.error(e.getMessage(), "");
    }
  }

  /** Some servers know no real path of what is not there. */
  private static Optional<SftpFile> find(SftpSession session, String path) throws SftpFailed {
    try {
      return session.find(session.realPath(path));
    } catch (SftpFailed e) {
      if (e.why() == SftpFailed.Why.MISSING) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private String folder(LiveUse use) {
    return "The folder %s of %s"
        .formatted(use.value("directory"), connections.get(use.connection()).address());
  }
}
