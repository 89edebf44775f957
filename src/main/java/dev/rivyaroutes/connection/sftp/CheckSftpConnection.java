package dev.rivyaroutes.connection.sftp;

import dev.rivyaroutes.Require;
import java.util.regex.Pattern;

/**
 * Checks the settings of an SFTP connection. The messages contain key, value and remedy, no
 * secrets.
 */
final class CheckSftpConnection {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|[0-9a-fA-F:]+:[0-9a-fA-F]*");
  private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}=?");
  private static final int HIGHEST_PORT = 65_535;

  private final String key;
  private final SftpConnectionProperties settings;

  CheckSftpConnection(String name, SftpConnectionProperties settings) {
    this.key = "rivya.sftp." + name;
    this.settings = settings;
  }

  /**
   * @throws IllegalArgumentException with key, value and remedy in one sentence
   */
  void check() {
    Require.that(
        HOST.matcher(settings.host().strip()).matches(),
        "%s.host is \"%s\"; it must be a host name alone, such as sftp.example.com. The port has its own key, %s.port."
            .formatted(key, settings.host(), key));
    Require.that(
        settings.port() > 0 && settings.port() <= HIGHEST_PORT,
        "%s.port is %d; it must be from 1 to 65535.".formatted(key, settings.port()));
    Require.that(
        !settings.user().isBlank(),
        "%s.user is not set; set it to the name to log in with.".formatted(key));
    login();
    hostKey();
    Require.atLeast(key + ".connect-timeout", settings.connectTimeout(), "100ms");
    Require.atLeast(key + ".timeout", settings.timeout(), "100ms");
    new SshAlgorithms(key, settings.algorithms()).check();
  }

  private void login() {
    Require.that(
        settings.hasKey() || !settings.password().isEmpty(),
        "%s has no login; set %s.password, %s.private-key-file or %s.private-key."
            .formatted(key, key, key, key));
    Require.that(
        settings.privateKey().isBlank() || settings.privateKeyFile().isBlank(),
        "%s.private-key is set together with %s.private-key-file; remove one of them."
            .formatted(key, key));
    Require.that(
        settings.passphrase().isEmpty() || settings.hasKey(),
        "%s.passphrase is set but no private key is; set %s.private-key-file, or remove the passphrase."
            .formatted(key, key));
  }

  private void hostKey() {
    Require.that(
        !settings.fingerprints().isEmpty() || !settings.knownHosts().isBlank(),
        "%s has no host key, so nobody could tell the server from an impostor; set %s.fingerprints or %s.known-hosts. Show the fingerprints of the server with `%s`, and compare them with those that its operator publishes."
            .formatted(key, key, key, fingerprintCommand(settings)));
    for (String fingerprint : settings.fingerprints()) {
      Require.that(
          FINGERPRINT.matcher(fingerprint.strip()).matches(),
          "%s.fingerprints has \"%s\"; it must be SHA256: and 43 characters, as `%s` shows it."
              .formatted(key, fingerprint, fingerprintCommand(settings)));
    }
  }

  /** The command that shows the fingerprints of the server. */
  static String fingerprintCommand(SftpConnectionProperties settings) {
    return "ssh-keyscan -p %d %s | ssh-keygen -lf -".formatted(settings.port(), settings.host());
  }
}
