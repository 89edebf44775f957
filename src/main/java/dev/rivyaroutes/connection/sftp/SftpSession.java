package dev.rivyaroutes.connection.sftp;

import dev.rivyaroutes.connection.sftp.SftpFailed.Why;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHFsyncExtension;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHPosixRenameExtension;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatExtensionInfo;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatPathExtension;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;
import org.apache.sshd.sftp.client.impl.SftpInputStreamAsync;
import org.apache.sshd.sftp.client.impl.SftpOutputStreamAsync;

/**
 * One connection to a server. Several threads may use it. No call follows a link in the last part
 * of a path.
 */
public final class SftpSession implements AutoCloseable {
  /** What every server accepts in one request. */
  private static final int CHUNK = 32 * 1024;

  private final ClientSession session;
  private final AbstractSftpClient sftp;
  private final ExplainSftp explain;

  SftpSession(ClientSession session, AbstractSftpClient sftp, ExplainSftp explain) {
    this.session = session;
    this.sftp = sftp;
    this.explain = explain;
  }

  public boolean isOpen() {
    return sftp.isOpen() && session.isOpen();
  }

  /**
   * Passes the entries of a folder on as the server sends them, until the visitor returns false.
   */
  public void list(String folder, Predicate<SftpFile> visitor) throws SftpFailed {
    call(
        "list " + folder,
        () -> {
          try (CloseableHandle handle = sftp.openDir(folder)) {
            List<DirEntry> batch = sftp.readDir(handle);
            while (batch != null) {
              for (DirEntry entry : batch) {
                String name = entry.getFilename();
                if (!name.equals(".")
                    && !name.equals("..")
                    && !visitor.test(SftpFile.of(name, entry.getAttributes()))) {
                  return null;
                }
              }
              batch = sftp.readDir(handle);
            }
            return null;
          }
        });
  }

  /** The entry at a path; empty if there is none. */
  public Optional<SftpFile> find(String path) throws SftpFailed {
    try {
      return Optional.of(call("find " + path, () -> SftpFile.of(lastName(path), sftp.lstat(path))));
    } catch (SftpFailed e) {
      if (e.why() == Why.MISSING) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String lastName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The path without links and dots. */
  public String realPath(String path) throws SftpFailed {
    return call("find " + path, () -> sftp.canonicalPath(path));
  }

  /**
   * Opens a file that was found before.
   *
   * @throws SftpFailed also if the path now leads to another file, such as a link to one elsewhere
   */
  public InputStream read(String path, SftpFile found) throws SftpFailed {
    return call(
        "read " + path,
        () -> {
          CloseableHandle handle = sftp.open(path, EnumSet.of(OpenMode.Read));
          SftpFile opened = SftpFile.of(found.name(), sftp.stat(handle));
          if (!opened.isSameAs(found)) {
            handle.close();
            throw new SftpFailed(
                Why.REFUSED, "%s changed while it was opened.".formatted(path), null);
          }
          return new Reading(
              path,
              new SftpInputStreamAsync(sftp, CHUNK, 0, Math.max(0, found.size()), path, handle));
        });
  }

  /** Failures of reading, explained. */
  private final class Reading extends FilterInputStream {
    private final String path;

    Reading(String path, InputStream in) {
      super(in);
      this.path = path;
    }

    @Override
    public int read() throws IOException {
      return call("read " + path, super::read);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      return call("read " + path, () -> super.read(bytes, from, length));
    }
  }

  /**
   * Writes a new file durably, as far as the server supports it.
   *
   * @return the bytes written
   */
  public long write(String path, InputStream content) throws IOException {
    long written = 0;
    CloseableHandle handle =
        call(
            "create " + path,
            () -> sftp.open(path, EnumSet.of(OpenMode.Write, OpenMode.Create, OpenMode.Exclusive)));
    try (OutputStream out =
        call("create " + path, () -> new SftpOutputStreamAsync(sftp, CHUNK, path, handle))) {
      byte[] buffer = new byte[CHUNK];
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        int length = n;
        write(path, () -> out.write(buffer, 0, length));
        written += n;
      }
      write(path, out::close);
    }
    sync(path);
    return written;
  }

  private interface Step {
    void run() throws IOException;
  }

  private void write(String path, Step step) throws SftpFailed {
    try {
      step.run();
    } catch (IOException e) {
      SftpFailed failed = explain.call("write " + path, e);
      throw failed.why() == Why.REFUSED && isFull(path)
          ? new SftpFailed(
              Why.FULL,
              "The SFTP server %s did not write %s: %s"
                  .formatted(explain.server(), path, ExplainSftp.full()),
              e)
          : failed;
    }
  }

  /** Version 3 of SFTP has no status for a full disk. */
  private boolean isFull(String path) {
    OpenSSHStatPathExtension space = sftp.getExtension(OpenSSHStatPathExtension.class);
    if (space == null || !space.isSupported()) {
      return false;
    }
    try {
      OpenSSHStatExtensionInfo info = space.stat(folder(path));
      return info.f_bavail * info.f_frsize < 64 * 1024;
    } catch (IOException e) {
      return false;
    }
  }

  private static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash);
  }

  private void sync(String path) throws SftpFailed {
    OpenSSHFsyncExtension fsync = sftp.getExtension(OpenSSHFsyncExtension.class);
    if (fsync == null || !fsync.isSupported()) {
      return;
    }
    call(
        "sync " + path,
        () -> {
          try (CloseableHandle handle = sftp.open(path, EnumSet.of(OpenMode.Write))) {
            fsync.fsync(handle);
          }
          return null;
        });
  }

  /** Gives a file a free name. */
  public void rename(String from, String to) throws SftpFailed {
    call(
        "rename %s to %s".formatted(from, to),
        () -> {
          sftp.rename(from, to, Set.of());
          return null;
        });
  }

  /**
   * Gives a file a name in one step, also where a file has it.
   *
   * @return false if the server cannot do that
   */
  public boolean replace(String from, String to) throws SftpFailed {
    OpenSSHPosixRenameExtension rename = sftp.getExtension(OpenSSHPosixRenameExtension.class);
    if (rename == null || !rename.isSupported()) {
      return false;
    }
    call(
        "rename %s to %s".formatted(from, to),
        () -> {
          rename.posixRename(from, to);
          return null;
        });
    return true;
  }

  /** Removes a file; one that is gone is no failure. */
  public void remove(String path) throws SftpFailed {
    try {
      call(
          "remove " + path,
          () -> {
            sftp.remove(path);
            return null;
          });
    } catch (SftpFailed e) {
      if (e.why() != Why.MISSING) {
        throw e;
      }
    }
  }

  public void createFolder(String path) throws SftpFailed {
    call(
        "create the folder " + path,
        () -> {
          sftp.mkdir(path);
          return null;
        });
  }

  private interface Call<T> {
    T run() throws IOException;
  }

  private <T> T call(String action, Call<T> call) throws SftpFailed {
    try {
      return call.run();
    } catch (IOException e) {
      throw explain.call(action, e);
    } catch (RuntimeException e) {
      throw explain.connection(e);
    }
  }

  @Override
  public void close() {
    session.close(true);
  }
}
