package dev.rivyaroutes.connection.sftp;

import dev.rivyaroutes.connection.sftp.SftpFailed.Why;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.DirEntry;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHPosixRenameExtension;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;
import org.apache.sshd.sftp.client.impl.SftpInputStreamAsync;

/**
 * One connection to a server. Several threads may use it. A link in the last part of a path is not
 * followed.
 */
public final class SftpSession implements AutoCloseable {
  /** What every server accepts in one request. */
  static final int CHUNK = 32 * 1024;

  private final ClientSession session;
  private final AbstractSftpClient sftp;
  private final Calls calls;

  SftpSession(ClientSession session, AbstractSftpClient sftp, ExplainSftp explain) {
    this.session = session;
    this.sftp = sftp;
    this.calls = new Calls(sftp, explain);
  }

  public boolean isOpen() {
    return sftp.isOpen() && session.isOpen();
  }

  /**
   * Passes the entries of a folder on as the server sends them, until the visitor returns false.
   */
  public void list(String folder, Predicate<SftpFile> visitor) throws SftpFailed {
    calls.step(
        "list",
        folder,
        () -> {
          try (CloseableHandle handle = sftp.openDir(folder)) {
            List<DirEntry> batch = sftp.readDir(handle);
            while (batch != null && visit(batch, visitor)) {
              batch = sftp.readDir(handle);
            }
          }
        });
  }

  private static boolean visit(List<DirEntry> entries, Predicate<SftpFile> visitor) {
    return entries.stream()
        .filter(entry -> !entry.getFilename().equals(".") && !entry.getFilename().equals(".."))
        .map(entry -> SftpFile.of(entry.getFilename(), entry.getAttributes()))
        .allMatch(visitor);
  }

  /** The entry at a path; empty if there is none. */
  public Optional<SftpFile> find(String path) throws SftpFailed {
    String name = path.substring(path.lastIndexOf('/') + 1);
    try {
      return Optional.of(calls.call("find", path, () -> SftpFile.of(name, sftp.lstat(path))));
    } catch (SftpFailed e) {
      if (e.why() == Why.MISSING) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The absolute path. */
  public String realPath(String path) throws SftpFailed {
    return calls.call("find", path, () -> sftp.canonicalPath(path));
  }

  /**
   * Opens a file that was found before.
   *
   * @throws SftpFailed also if the path now leads to another file, such as a link to one elsewhere
   */
  public InputStream read(String path, SftpFile found) throws SftpFailed {
    return calls.call(
        "read",
        path,
        () -> {
          CloseableHandle handle = sftp.open(path, EnumSet.of(OpenMode.Read));
          SftpFile opened = SftpFile.of(found.name(), sftp.stat(handle));
          if (!opened.isSameAs(found)) {
            handle.close();
            throw new SftpFailed(
                Why.REFUSED, calls.shown(path) + " changed while it was opened.", null);
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
      return calls.call("read", path, super::read);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      return calls.call("read", path, () -> super.read(bytes, from, length));
    }
  }

  /**
   * Writes a new file durably, as far as the server supports it.
   *
   * @return the bytes written
   */
  public long write(String path, InputStream content) throws IOException {
    return new WriteRemote(sftp, calls, path).write(content);
  }

  /** Gives a file a free name. */
  public void rename(String from, String to) throws SftpFailed {
    calls.step("rename " + calls.shown(from) + " to", to, () -> sftp.rename(from, to, Set.of()));
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
    calls.step("rename " + calls.shown(from) + " to", to, () -> rename.posixRename(from, to));
    return true;
  }

  /** Removes a file; one that is gone is no failure. */
  public void remove(String path) throws SftpFailed {
    try {
      calls.step("remove", path, () -> sftp.remove(path));
    } catch (SftpFailed e) {
      if (e.why() != Why.MISSING) {
        throw e;
      }
    }
  }

  public void createFolder(String path) throws SftpFailed {
    calls.step("create the folder", path, () -> sftp.mkdir(path));
  }

  @Override
  public void close() {
    session.close(true);
  }
}
