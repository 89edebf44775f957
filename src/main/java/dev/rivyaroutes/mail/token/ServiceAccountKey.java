package dev.rivyaroutes.mail.token;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.OwnerOnly;
import dev.rivyaroutes.PlainWords;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.interfaces.RSAPrivateKey;
import org.springframework.security.converter.RsaKeyConverters;

/**
 * The key of a service account, from the JSON file that Google issues. Its text shows no secrets.
 *
 * @param id the id of the key, by which Google finds its public half
 * @param email the address of the service account
 * @param clientId the number by which an administrator delegates mailboxes to it
 * @param tokenUrl the address that issues tokens
 */
record ServiceAccountKey(
    String id, String email, String clientId, String tokenUrl, RSAPrivateKey secret) {

  private static final String EXPECTED = "it must be the JSON key file of a service account";

  /**
   * @param setting the configuration key that names the file
   * @throws IOException with setting, reason and remedy, without any part of the file
   */
  static ServiceAccountKey read(String setting, String file) throws IOException {
    String place = "%s (%s)".formatted(setting, file);
    JsonNode document = document(place, file);
    String type = document.path("type").asText("");
    if (!type.equals("service_account")) {
      throw new IOException(
          type.isEmpty()
              ? "%s is no key of a service account; %s.".formatted(place, EXPECTED)
              : "%s holds credentials of the type \"%s\"; %s, with the type service_account."
                  .formatted(place, type, EXPECTED));
    }
    return new ServiceAccountKey(
        text(place, document, "private_key_id"),
        text(place, document, "client_email"),
        text(place, document, "client_id"),
        text(place, document, "token_uri"),
        secret(place, text(place, document, "private_key")));
  }

  private static JsonNode document(String place, String file) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new IOException("%s does not exist; correct the path.".formatted(place), e);
    } catch (AccessDeniedException e) {
      throw new IOException(
          "%s cannot be read: the user %s may not read it. Give that user read permission."
              .formatted(place, System.getProperty("user.name")),
          e);
    } catch (IOException e) {
      throw new IOException(
          "%s cannot be read: %s. Correct the path.".formatted(place, PlainWords.of(e)), e);
    }
    try {
      return Json.PLAIN.readTree(bytes);
    } catch (IOException e) {
      // The cause is left out: it quotes the file.
      throw new IOException("%s is not valid JSON; %s.".formatted(place, EXPECTED));
    }
  }

  private static String text(String place, JsonNode document, String field) throws IOException {
    String text = document.path(field).asText("").strip();
    if (text.isEmpty()) {
      throw new IOException(
          "%s has no field %s; create a new key of the service account and download it as JSON."
              .formatted(place, field));
    }
    return text;
  }

  private static RSAPrivateKey secret(String place, String pem) throws IOException {
    try {
      return RsaKeyConverters.pkcs8()
          .convert(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
    } catch (RuntimeException e) {
      throw new IOException(
          "%s has a private_key that is no RSA key in PEM format; create a new key of the service account and download it as JSON."
              .formatted(place));
    }
  }

  /** Whether every user of this host can read the file. */
  static boolean isOpen(String file) {
    try {
      return OwnerOnly.isReadableByAll(Path.of(file));
    } catch (IOException e) {
      return false;
    }
  }

  /** Without the key itself. */
  @Override
  public String toString() {
    return "%s, key %s".formatted(email, id);
  }
}
