package dev.rivyaroutes.connection.sftp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.sftp.client.SftpClient;

/** Makes calls to a server, and explains those that fail. */
final class Calls {
  private final SftpClient sftp;
  private final ExplainSftp explain;

  Calls(SftpClient sftp, ExplainSftp explain) {
    this.sftp = sftp;
    this.explain = explain;
  }

  /** One call. */
  interface Call<T> {
    T run() throws IOException;
  }

  /** A call without a result. */
  interface Step {
    void run() throws IOException;
  }

  /**
   * @param action what is done, such as {@code read}
   * @param path where
   */
  <T> T call(String action, String path, Call<T> call) throws SftpFailed {
    try {
      return call.run();
    } catch (IOException e) {
      throw explain.call(action + " " + shown(path), e);
    } catch (RuntimeException e) {
      throw explain.connection(e);
    }
  }

  void step(String action, String path, Step step) throws SftpFailed {
    call(
        action,
        path,
        () -> {
          step.run();
          return null;
        });
  }

  /** A path as people read it. */
  String shown(String path) {
    return sftp.getNameDecodingCharset().equals(StandardCharsets.ISO_8859_1)
        ? WireName.text(path)
        : path;
  }

  String server() {
    return explain.server();
  }
}
