package dev.rivyaroutes.connection.sftp;

import dev.rivyaroutes.connection.sftp.SftpConnectionProperties.Algorithms;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds the settings of an SFTP connection. */
public final class SftpOf {
  private String host = "sftp.example.com";
  private int port = 22;
  private String user = "shop";
  private String password = "";
  private String key = "";
  private String keyFile = "";
  private String passphrase = "";
  private List<String> fingerprints = List.of();
  private String knownHosts = "";
  private Duration timeout = Duration.ofSeconds(30);
  private Algorithms algorithms = new Algorithms(List.of(), List.of(), List.of(), List.of());

  public SftpOf host(String host, int port) {
    this.host = host;
    this.port = port;
    return this;
  }

  public SftpOf login(String user, String password) {
    this.user = user;
    this.password = password;
    return this;
  }

  SftpOf key(String text, String passphrase) {
    this.key = text;
    this.passphrase = passphrase;
    return this;
  }

  SftpOf keyFile(String file, String passphrase) {
    this.keyFile = file;
    this.passphrase = passphrase;
    return this;
  }

  public SftpOf fingerprints(String... fingerprints) {
    this.fingerprints = List.of(fingerprints);
    return this;
  }

  SftpOf knownHosts(String file) {
    this.knownHosts = file;
    this.fingerprints = List.of();
    return this;
  }

  public SftpOf timeout(Duration timeout) {
    this.timeout = timeout;
    return this;
  }

  SftpOf algorithms(Algorithms algorithms) {
    this.algorithms = algorithms;
    return this;
  }

  SftpConnectionProperties settings() {
    return new SftpConnectionProperties(
        host,
        port,
        user,
        password,
        key,
        keyFile,
        passphrase,
        fingerprints,
        knownHosts,
        timeout,
        timeout,
        algorithms);
  }

  /** Connections by name. */
  public static SftpConnections connections(Map<String, SftpOf> all) {
    Map<String, SftpConnectionProperties> settings = new HashMap<>();
    all.forEach((name, one) -> settings.put(name, one.settings()));
    return new SftpConnections(new SftpProperties(settings));
  }

  /** All connections, of which there is one, {@code default}. */
  public SftpConnections connections() {
    return new SftpConnections(new SftpProperties(Map.of("default", settings())));
  }
}
