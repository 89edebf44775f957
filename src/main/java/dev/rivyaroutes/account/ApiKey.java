package dev.rivyaroutes.account;

import dev.rivyaroutes.HiddenSecrets;
import dev.rivyaroutes.PlainWords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.commons.codec.digest.DigestUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key of an account, from the configuration or from a file that is read for each call. */
final class ApiKey {

  private static final Logger LOG = LoggerFactory.getLogger(ApiKey.class);

  private static final String PREFIX = "rvya_sk_";
  private static final int SHOWN = 4;

  private final String name;
  private final String configured;
  private final Path file;
  private boolean unreadable;

  ApiKey(String name, String configured, String file) {
    this.name = name;
    this.configured = configured.strip();
    HiddenSecrets.add(configured);
    this.file = file.isBlank() ? null : Path.of(file);
  }

  /**
   * The key; empty when none is set, or when its file cannot be read, such as while it is replaced.
   * Rivya then refuses the call, and the account is paused until it has a key.
   */
  synchronized String value() {
    if (file == null) {
      return configured;
    }
    try {
      // Some editors write a byte order mark first.
      String key = Files.readString(file, StandardCharsets.UTF_8).replace("\uFEFF", "").strip();
      unreadable = false;
      HiddenSecrets.add(key);
      return key;
    } catch (IOException e) {
      if (!unreadable) {
        unreadable = true;
        LOG.warn(
            "The key file {} of account {} cannot be read: {}. Correct the file, or the path in"
                + " rivya.accounts.{}.api-key-file; it is read again for each call.",
            file,
            name,
            why(e),
            name);
      }
      return "";
    }
  }

  private static String why(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "it does not exist";
    }
    return e instanceof AccessDeniedException ? "this user may not read it" : PlainWords.of(e);
  }

  /** The part of a key that may be shown: enough to find it at Rivya, too little to use it. */
  static String visible(String key) {
    if (key.isEmpty()) {
      return "no key";
    }
    boolean recognizable = key.startsWith(PREFIX) && key.length() >= 2 * (PREFIX.length() + SHOWN);
    return recognizable ? "key " + key.substring(0, PREFIX.length() + SHOWN) + "…" : "key set";
  }

  /** Differs from key to key without revealing the key. */
  String mark() {
    return DigestUtils.sha256Hex(value()).substring(0, 16);
  }
}
