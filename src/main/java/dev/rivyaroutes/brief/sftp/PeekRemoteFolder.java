package dev.rivyaroutes.brief.sftp;

import dev.rivyaroutes.brief.WaitingBrief;
import dev.rivyaroutes.connection.sftp.SftpConnections;
import dev.rivyaroutes.connection.sftp.SftpFile;
import dev.rivyaroutes.connection.sftp.SftpSession;
import dev.rivyaroutes.connection.sftp.WireName;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Looks at a folder of an SFTP server: by listing and reading alone, so nothing changes. */
public final class PeekRemoteFolder implements AutoCloseable {

  /** The files that are compared for the oldest one. */
  private static final int MOST = 10_000;

  private final SftpDropSettings settings;
  private final SftpSession session;
  private final String root;
  private DropFile oldest;
  private int files;

  public PeekRemoteFolder(SftpDropSettings settings, SftpConnections connections)
      throws IOException {
    settings.check();
    this.settings = settings;
    this.session = connections.get(settings.connection()).openForBytes();
    this.root = session.realPath(WireName.of(settings.directory()));
  }

  /** The file that waits longest; documents before media files. */
  public Optional<WaitingBrief> oldest() throws IOException {
    Deque<String> folders = new ArrayDeque<>(List.of(""));
    while (!folders.isEmpty() && files < MOST) {
      String folder = folders.pop();
      session.list(
          folder.isEmpty() ? root : DropFile.path(root, folder),
          file -> {
            visit(DropFile.path(folder, file.name()), file, folders);
            return files < MOST;
          });
    }
    if (oldest == null) {
      return Optional.empty();
    }
    try (InputStream bytes = session.read(DropFile.path(root, oldest.path()), oldest.found())) {
      return Optional.of(
          new WaitingBrief(
              oldest.text(),
              oldest.found().modified() == 0
                  ? null
                  : Instant.ofEpochSecond(oldest.found().modified()),
              bytes.readAllBytes(),
              new SftpSiblings(session, root, oldest.folder(), settings, file -> true, false)));
    }
  }

  private void visit(String path, SftpFile file, Deque<String> folders) {
    if (settings.ignores(root, path)) {
      return;
    }
    String text = WireName.text(path);
    if (file.isFolder() && settings.recursive() && settings.patterns().enters(text)) {
      folders.push(path);
    } else if (file.isFile()
        && file.size() <= WaitingBrief.LARGEST
        && settings.patterns().accepts(text)) {
      files++;
      DropFile found = new DropFile(path, file);
      if (oldest == null || ORDER.compare(found, oldest) < 0) {
        oldest = found;
      }
    }
  }

  private static final Comparator<DropFile> ORDER =
      Comparator.comparing(DropFile::isMedia).thenComparing(file -> file.found().modified());

  @Override
  public void close() {
    session.close();
  }
}
