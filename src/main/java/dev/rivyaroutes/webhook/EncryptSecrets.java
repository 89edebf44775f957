package dev.rivyaroutes.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivyaroutes.HiddenSecrets;
import dev.rivyaroutes.Require;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/** Encrypts the secrets in the ledger: AES-256-GCM with a random nonce, bound to the account. */
public final class EncryptSecrets {

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final String MARK = "v1:";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final String REMEDY =
      " Make one with: openssl rand -base64 32, keep it, and set it as RIVYA_SECRETS_KEY.";

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  private EncryptSecrets(SecretKeySpec key) {
    this.key = key;
  }

  /**
   * @param key 32 bytes in base64; blank where nothing is encrypted
   * @throws IllegalArgumentException with the remedy, when it is not a key
   */
  public static EncryptSecrets with(String key) {
    if (key.isBlank()) {
      return new EncryptSecrets(null);
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(key.strip());
    } catch (IllegalArgumentException e) {
      bytes = new byte[0];
    }
    Require.that(
        bytes.length == KEY_BYTES, "rivya.secrets-key is not 32 bytes in base64." + REMEDY);
    return new EncryptSecrets(new SecretKeySpec(bytes, "AES"));
  }

  /**
   * @param needing the configuration key that needs encryption
   * @throws IllegalArgumentException with the remedy, when there is no key
   */
  public void require(String needing) {
    Require.that(
        key != null,
        "%s is set, but rivya.secrets-key is not; it encrypts Rivya's signing secret.%s"
            .formatted(needing, REMEDY));
  }

  /** A key of its own for another purpose; null where there is no key. */
  public byte[] derive(String purpose) {
    return key == null
        ? null
        : new HmacUtils(HmacAlgorithms.HMAC_SHA_256, key.getEncoded()).hmac(purpose);
  }

  public String encrypt(String account, String secret) {
    HiddenSecrets.add(secret);
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] encrypted =
          cipher(Cipher.ENCRYPT_MODE, account, nonce).doFinal(secret.getBytes(UTF_8));
      byte[] all =
          ByteBuffer.allocate(NONCE_BYTES + encrypted.length).put(nonce).put(encrypted).array();
      return MARK + Base64.getEncoder().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + CIPHER, e);
    }
  }

  /**
   * @throws IllegalStateException when it was encrypted with another key or for another account
   */
  public String decrypt(String account, String encrypted) {
    try {
      byte[] all = Base64.getDecoder().decode(encrypted.substring(MARK.length()));
      byte[] nonce = new byte[NONCE_BYTES];
      ByteBuffer.wrap(all).get(nonce);
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, account, nonce);
      String secret = new String(cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES), UTF_8);
      HiddenSecrets.add(secret);
      return secret;
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new IllegalStateException(
          "A webhook secret of account "
              + account
              + " cannot be decrypted with this rivya.secrets-key; set the former key, or order a new"
              + " secret: POST /api/accounts/"
              + account
              + "/webhook/rotate.",
          e);
    }
  }

  private Cipher cipher(int mode, String account, byte[] nonce) throws GeneralSecurityException {
    require("A webhook secret");
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(account.getBytes(UTF_8));
    return cipher;
  }
}
