package dev.rivyaroutes.connection.sftp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.digest.BuiltinDigests;

/** The fingerprints of the host keys that a server may have. */
final class HostKeys {
  private static final String REVOKED = "revoked";

  private final String key;
  private final SftpConnectionProperties settings;

  HostKeys(String key, SftpConnectionProperties settings) {
    this.key = key;
    this.settings = settings;
  }

  static String fingerprint(PublicKey hostKey) {
    return KeyUtils.getFingerPrint(BuiltinDigests.sha256, hostKey).replaceFirst("=+$", "");
  }

  /**
   * The expected fingerprints, from the settings and the file of known hosts, which may change.
   *
   * @throws IllegalArgumentException with the remedy, if there is none
   */
  List<String> expected() {
    List<String> expected = new ArrayList<>();
    settings.fingerprints().forEach(one -> expected.add(one.strip().replaceFirst("=+$", "")));
    if (!settings.knownHosts().isBlank()) {
      expected.addAll(known());
      if (expected.isEmpty()) {
        throw new IllegalArgumentException(
            "%s.known-hosts is %s, which has no key of %s on port %d; add it with `ssh-keyscan -p %d %s >> %s` after you compared its fingerprint (`%s`) with the one that the operator of the server publishes."
                .formatted(
                    key,
                    settings.knownHosts(),
                    settings.host(),
                    settings.port(),
                    settings.port(),
                    settings.host(),
                    settings.knownHosts(),
                    CheckSftpConnection.fingerprintCommand(settings)));
      }
    }
    return expected;
  }

  private List<String> known() {
    List<String> known = new ArrayList<>();
    List<String> revoked = new ArrayList<>();
    try {
      for (KnownHostEntry entry :
          KnownHostEntry.readKnownHostEntries(Path.of(settings.knownHosts()))) {
        // A marker such as cert-authority is for certificates, which are not supported.
        if (entry.isHostMatch(settings.host(), settings.port())
            && (entry.getMarker() == null || entry.getMarker().equals(REVOKED))) {
          PublicKey hostKey =
              entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
          if (hostKey != null) {
            (entry.getMarker() == null ? known : revoked).add(fingerprint(hostKey));
          }
        }
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new IllegalArgumentException(
          "%s.known-hosts is %s, which %s."
              .formatted(
                  key,
                  settings.knownHosts(),
                  Files.exists(Path.of(settings.knownHosts()))
                      ? "is no readable file in the format of known_hosts; correct it"
                      : "does not exist; correct the path"),
          e);
    }
    known.removeAll(revoked);
    return known;
  }

  /** The message for a server with other keys. */
  String refusal(List<String> expected, List<String> presented) {
    return "its host key is not the expected one, so nothing was sent: it has %s, expected %s. If the operator of the server confirms the new key, set it in %s; otherwise someone may be intercepting the connection."
        .formatted(
            String.join(", ", presented),
            String.join(", ", expected),
            settings.fingerprints().isEmpty() ? key + ".known-hosts" : key + ".fingerprints");
  }
}
