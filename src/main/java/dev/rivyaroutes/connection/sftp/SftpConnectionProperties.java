package dev.rivyaroutes.connection.sftp;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A named SFTP connection, {@code rivya.sftp.<name>}. Its text shows no secrets.
 *
 * @param host The host name of the SFTP server.
 * @param port The port of the SFTP server.
 * @param user The name to log in with.
 * @param password The password of the user. Leave it empty to log in with a key only.
 * @param privateKey The private key of the user as text, in OpenSSH or PEM format (Ed25519, ECDSA
 *     or RSA).
 * @param privateKeyFile The file of the private key, in place of {@code private-key}.
 * @param passphrase The passphrase of the private key.
 * @param fingerprints The SHA-256 fingerprints of the server's host keys, such as {@code
 *     SHA256:uNiVztksCsDhcc0u9e8BrmHDQx7vPqW2UCHtsvc7rb8}, separated by commas; several while the
 *     server changes its key. This or {@code known-hosts} is required.
 * @param knownHosts A file with the host keys of servers, in the format of OpenSSH's {@code
 *     known_hosts}.
 * @param connectTimeout The maximum wait for a connection and for the login.
 * @param timeout The maximum wait for an answer of the server.
 * @param algorithms Algorithms for old servers.
 */
public record SftpConnectionProperties(
    @DefaultValue("") String host,
    @DefaultValue("22") int port,
    @DefaultValue("") String user,
    @DefaultValue("") String password,
    @DefaultValue("") String privateKey,
    @DefaultValue("") String privateKeyFile,
    @DefaultValue("") String passphrase,
    @DefaultValue List<String> fingerprints,
    @DefaultValue("") String knownHosts,
    @DefaultValue("10s") Duration connectTimeout,
    @DefaultValue("30s") Duration timeout,
    @DefaultValue Algorithms algorithms) {

  /**
   * Algorithms that this program does not use by default, because they are weak. They are used only
   * with a server that supports no better one.
   *
   * @param keyExchange Additional key exchanges, such as {@code diffie-hellman-group14-sha1},
   *     separated by commas.
   * @param hostKey Additional types of host keys, such as {@code ssh-dss}, separated by commas.
   * @param cipher Additional ciphers, such as {@code 3des-cbc}, separated by commas.
   * @param mac Additional message authentication codes, such as {@code hmac-md5}, separated by
   *     commas.
   */
  public record Algorithms(
      @DefaultValue List<String> keyExchange,
      @DefaultValue List<String> hostKey,
      @DefaultValue List<String> cipher,
      @DefaultValue List<String> mac) {}

  boolean hasKey() {
    return !privateKey.isBlank() || !privateKeyFile.isBlank();
  }

  /** In words, without the secrets. */
  String describe() {
    return "%s@%s:%d, password %s, key %s; host key by %s"
        .formatted(
            user,
            host,
            port,
            password.isEmpty() ? "not set" : "set",
            hasKey() ? "set" : "not set",
            fingerprints.isEmpty() ? knownHosts : String.join(", ", fingerprints));
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return describe();
  }
}
