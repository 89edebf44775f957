package dev.rivyaroutes.connection.sftp;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.SftpModuleProperties;

/*
 * The client library is used directly: camel-ftp and JSch decode names as UTF-8 only, expand
 * wildcards in names, have no fsync, and read a whole folder into memory; and camel-ftp moves a file
 * by its own rules after the exchange.
 */
/** A named SFTP server. */
public final class SftpConnection {
  private static final int THREADS = 2;

  private final String name;
  private final SftpConnectionProperties settings;
  private final SshClient client;
  private final ConnectSftp connect;

  /**
   * Loads keys and starts the client, and connects nowhere.
   *
   * @throws IllegalArgumentException with key and remedy, when a file or a key cannot be used
   */
  SftpConnection(String name, SftpConnectionProperties settings) {
    this.name = name;
    this.settings = settings;
    String key = "rivya.sftp." + name;
    HostKeys hostKeys = new HostKeys(key, settings);
    hostKeys.expected();
    KeyPair login = new LoadKey(key, settings).load();
    SshAlgorithms algorithms = new SshAlgorithms(key, settings.algorithms());
    client = SshClient.setUpDefaultClient();
    client.setNioWorkers(THREADS);
    // Only what is configured counts, and nothing of the ~/.ssh of the user.
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setFilePasswordProvider(FilePasswordProvider.EMPTY);
    algorithms.apply(client);
    timeouts(client, settings.timeout());
    connect =
        new ConnectSftp(
            settings, client, hostKeys, algorithms, new ExplainSftp(key, settings), login);
    client.start();
  }

  /** A connection that was idle for so long is closed, and opened again when it is needed. */
  private static void timeouts(SshClient client, Duration timeout) {
    CoreModuleProperties.IDLE_TIMEOUT.set(client, timeout);
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, timeout.multipliedBy(2));
    SftpModuleProperties.SFTP_CHANNEL_OPEN_TIMEOUT.set(client, timeout);
  }

  public String name() {
    return name;
  }

  /** Where it is, such as {@code sftp://sftp.example.com}. */
  public String address() {
    String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
    return "sftp://" + host + (settings.port() == 22 ? "" : ":" + settings.port());
  }

  /** Opens a connection in which names of files are Unicode texts. */
  public SftpSession open() throws SftpFailed {
    return open(StandardCharsets.UTF_8);
  }

  /**
   * Opens a connection in which each character of a name is one byte, so that names of any bytes
   * are found again; see {@link WireName}.
   */
  public SftpSession openForBytes() throws SftpFailed {
    return open(StandardCharsets.ISO_8859_1);
  }

  private SftpSession open(Charset names) throws SftpFailed {
    synchronized (connect) {
      return connect.open(names);
    }
  }

  void close() {
    client.stop();
  }

  @Override
  public String toString() {
    return "%s[%s]".formatted(name, settings);
  }
}
