package dev.rivyaroutes.account;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An account's key, from the configuration or from a file that is read anew when it changes. */
final class ApiKey {

  private final String name;
  private final String configured;
  private final Path file;
  private FileTime readAt;
  private String fromFile = "";

  ApiKey(String name, String configured, String file) {
    this.name = name;
    this.configured = configured.strip();
    this.file = file.isBlank() ? null : Path.of(file);
  }

  /** The key; empty when none is set or its file cannot be read. */
  synchronized String value() {
    if (file == null) {
      return configured;
    }
    try {
      FileTime changed = Files.getLastModifiedTime(file);
      if (!changed.equals(readAt)) {
        fromFile = Files.readString(file, StandardCharsets.UTF_8).strip();
        readAt = changed;
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "The key file "
              + file
              + " of account "
              + name
              + " cannot be read; check rivya.accounts."
              + name
              + ".api-key-file.",
          e);
    }
    return fromFile;
  }

  /** Tells one key from another without telling the key. */
  String mark() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(value().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
