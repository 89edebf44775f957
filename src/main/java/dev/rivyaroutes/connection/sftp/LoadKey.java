package dev.rivyaroutes.connection.sftp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Loads the private key of a connection. The messages have no part of it. */
final class LoadKey {
  private static final Pattern ENCRYPTED_PKCS8 =
      Pattern.compile(
          "-----BEGIN ENCRYPTED PRIVATE KEY-----([^-]+)-----END ENCRYPTED PRIVATE KEY-----");

  private final String key;
  private final SftpConnectionProperties settings;

  LoadKey(String key, SftpConnectionProperties settings) {
    this.key = key;
    this.settings = settings;
  }

  /**
   * The key; null if none is configured.
   *
   * @throws IllegalArgumentException with key and remedy
   */
  KeyPair load() {
    if (!settings.hasKey()) {
      return null;
    }
    String text = text();
    Passphrase passphrase = new Passphrase();
    try {
      Iterable<KeyPair> found =
          SecurityUtils.loadKeyPairIdentities(
              null,
              NamedResource.ofName(setting()),
              new ByteArrayInputStream(
                  decrypted(text, passphrase).getBytes(StandardCharsets.UTF_8)),
              passphrase);
      if (found != null && found.iterator().hasNext()) {
        return found.iterator().next();
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      if (passphrase.asked) {
        throw new IllegalArgumentException(
            settings.passphrase().isEmpty()
                ? "%s is encrypted, but %s.passphrase is not set; set it.".formatted(setting(), key)
                : "%s.passphrase does not open %s; correct it.".formatted(key, setting()),
            e);
      }
      throw unusable(e);
    }
    throw unusable(null);
  }

  /** The client library opens encrypted PKCS #8 only with further libraries; Java opens it. */
  private static String decrypted(String text, Passphrase passphrase)
      throws IOException, GeneralSecurityException {
    Matcher pkcs8 = ENCRYPTED_PKCS8.matcher(text);
    if (!pkcs8.find()) {
      return text;
    }
    EncryptedPrivateKeyInfo encrypted =
        new EncryptedPrivateKeyInfo(Base64.getMimeDecoder().decode(pkcs8.group(1)));
    // The name of the scheme PBES2 alone says not which ciphers; its parameters do.
    AlgorithmParameters parameters = encrypted.getAlgParameters();
    String scheme =
        parameters == null || !encrypted.getAlgName().equals("PBES2")
            ? encrypted.getAlgName()
            : parameters.toString();
    SecretKey secret =
        SecretKeyFactory.getInstance(scheme)
            .generateSecret(new PBEKeySpec(passphrase.getPassword(null, null, 0).toCharArray()));
    Cipher cipher = Cipher.getInstance(scheme);
    cipher.init(Cipher.DECRYPT_MODE, secret, parameters);
    return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
        .formatted(
            Base64.getMimeEncoder().encodeToString(encrypted.getKeySpec(cipher).getEncoded()));
  }

  private IllegalArgumentException unusable(Exception cause) {
    return new IllegalArgumentException(
        "%s is no usable private key; it must be an Ed25519, ECDSA or RSA key in OpenSSH or PEM format, with its first and last line (-----BEGIN … and -----END …)."
            .formatted(setting()),
        cause);
  }

  private String setting() {
    return settings.privateKey().isBlank()
        ? "%s.private-key-file (%s)".formatted(key, settings.privateKeyFile())
        : key + ".private-key";
  }

  private String text() {
    if (!settings.privateKey().isBlank()) {
      // One line of an environment variable may have the line breaks as \n.
      return settings.privateKey().strip().replace("\\n", "\n") + "\n";
    }
    try {
      return Files.readString(Path.of(settings.privateKeyFile()), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "%s does not exist; correct the path.".formatted(setting()), e);
    } catch (AccessDeniedException e) {
      throw new IllegalArgumentException(
          "%s cannot be read: the user %s may not read it. Give that user read permission."
              .formatted(setting(), System.getProperty("user.name")),
          e);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** Asked only for an encrypted key. */
  private final class Passphrase implements FilePasswordProvider {
    private boolean asked;

    @Override
    public String getPassword(SessionContext session, NamedResource resource, int retry) {
      asked = true;
      return settings.passphrase();
    }
  }
}
