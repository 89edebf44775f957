package dev.rivyaroutes.connection.sftp;

import dev.rivyaroutes.connection.sftp.SftpFailed.Why;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.EnumSet;
import org.apache.sshd.sftp.client.SftpClient.CloseableHandle;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHFsyncExtension;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatExtensionInfo;
import org.apache.sshd.sftp.client.extensions.openssh.OpenSSHStatPathExtension;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;
import org.apache.sshd.sftp.client.impl.SftpOutputStreamAsync;

/** Writes a new file, durably as far as the server supports it. */
final class WriteRemote {
  private static final int LEAST_SPACE = 64 * 1024;

  private final AbstractSftpClient sftp;
  private final Calls calls;
  private final String path;

  WriteRemote(AbstractSftpClient sftp, Calls calls, String path) {
    this.sftp = sftp;
    this.calls = calls;
    this.path = path;
  }

  /**
   * @return the bytes written
   */
  long write(InputStream content) throws IOException {
    long written = 0;
    CloseableHandle handle =
        calls.call(
            "create",
            path,
            () -> sftp.open(path, EnumSet.of(OpenMode.Write, OpenMode.Create, OpenMode.Exclusive)));
    try (OutputStream out = new SftpOutputStreamAsync(sftp, SftpSession.CHUNK, path, handle)) {
      byte[] buffer = new byte[SftpSession.CHUNK];
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        int length = n;
        write(() -> out.write(buffer, 0, length));
        written += n;
      }
      write(out::close);
    }
    sync();
    return written;
  }

  private void write(Calls.Step step) throws SftpFailed {
    try {
      calls.step("write", path, step);
    } catch (SftpFailed e) {
      if (e.why() == Why.REFUSED && isFull()) {
        throw new SftpFailed(
            Why.FULL,
            "The SFTP server %s did not write %s: %s"
                .formatted(calls.server(), calls.shown(path), ExplainSftp.full()),
            e);
      }
      throw e;
    }
  }

  /** Version 3 of SFTP has no status for a full disk. */
  private boolean isFull() {
    OpenSSHStatPathExtension space = sftp.getExtension(OpenSSHStatPathExtension.class);
    if (space == null || !space.isSupported()) {
      return false;
    }
    try {
      OpenSSHStatExtensionInfo info = space.stat(path);
      return info.f_bavail * info.f_frsize < LEAST_SPACE;
    } catch (IOException e) {
      return false;
    }
  }

  private void sync() throws SftpFailed {
    OpenSSHFsyncExtension fsync = sftp.getExtension(OpenSSHFsyncExtension.class);
    if (fsync == null || !fsync.isSupported()) {
      return;
    }
    calls.step(
        "sync",
        path,
        () -> {
          try (CloseableHandle handle = sftp.open(path, EnumSet.of(OpenMode.Write))) {
            fsync.fsync(handle);
          }
        });
  }
}
