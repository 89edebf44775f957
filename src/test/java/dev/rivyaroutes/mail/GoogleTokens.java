package dev.rivyaroutes.mail;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.testing.RecordingHttpServer;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Google's token server as its documentation describes it: it verifies signature, claims and
 * delegation of each assertion, and refuses with Google's own texts.
 */
final class GoogleTokens implements AutoCloseable {
  static final String ACCOUNT = "mail@shop-1.iam.gserviceaccount.com";
  static final String CLIENT_ID = "104857600000000000001";
  private static final String SCOPE = "https://mail.google.com/";
  private static final Map<String, KeyPair> PAIRS = new ConcurrentHashMap<>();
  private static final int LONGEST = 3_600;

  private final RecordingHttpServer server = new RecordingHttpServer();
  private final Map<String, PublicKey> keys = new ConcurrentHashMap<>();
  private final Clock clock;
  volatile boolean delegated = true;
  volatile String token;

  GoogleTokens(Clock clock, String token) throws IOException {
    this.clock = clock;
    this.token = token;
    server.answer = this::answer;
  }

  RecordingHttpServer server() {
    return server;
  }

  String url() {
    return server.url("/token");
  }

  /** Creates a key, and writes its file. */
  void createKey(String id, Path file) throws IOException {
    KeyPair pair = PAIRS.computeIfAbsent(id, GoogleTokens::generate);
    keys.put(id, pair.getPublic());
    Map<String, String> document = new LinkedHashMap<>();
    document.put("type", "service_account");
    document.put("project_id", "shop-1");
    document.put("private_key_id", id);
    document.put(
        "private_key",
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(
                Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(pair.getPrivate().getEncoded())));
    document.put("client_email", ACCOUNT);
    document.put("client_id", CLIENT_ID);
    document.put("token_uri", url());
    Files.write(file, Json.INDENTED.writeValueAsBytes(document));
  }

  private static KeyPair generate(String id) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(id, e);
    }
  }

  void deleteKey(String id) {
    keys.remove(id);
  }

  private void answer(RecordingHttpServer.Call call, HttpExchange exchange) throws IOException {
    String[] refusal = refusal(form(call.text()));
    Map<String, Object> answer = new LinkedHashMap<>();
    if (refusal == null) {
      answer.put("access_token", token);
      answer.put("expires_in", LONGEST - 1);
      answer.put("token_type", "Bearer");
    } else {
      answer.put("error", refusal[0]);
      answer.put("error_description", refusal[1]);
    }
    RecordingHttpServer.send(
        exchange, refusal == null ? 200 : 400, Json.PLAIN.writeValueAsBytes(answer));
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new HashMap<>();
    for (String field : body.split("&")) {
      String[] pair = field.split("=", 2);
      form.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    return form;
  }

  /** Error and description; null if a token is issued. */
  private String[] refusal(Map<String, String> form) throws IOException {
    if (!form.keySet().equals(Set.of("grant_type", "assertion"))
        || !"urn:ietf:params:oauth:grant-type:jwt-bearer".equals(form.get("grant_type"))) {
      return new String[] {"unsupported_grant_type", "Invalid grant_type: " + form.keySet()};
    }
    String[] parts = form.get("assertion").split("\\.");
    JsonNode header = json(parts[0]);
    JsonNode claims = json(parts[1]);
    if (!claims.path("iss").asText().equals(ACCOUNT)) {
      return invalid("Invalid grant: account not found");
    }
    PublicKey key = keys.get(header.path("kid").asText());
    if (key == null
        || !header.path("alg").asText().equals("RS256")
        || !header.path("typ").asText().equals("JWT")
        || !isSigned(key, parts)) {
      return invalid("Invalid JWT Signature.");
    }
    long issued = claims.path("iat").asLong();
    long ends = claims.path("exp").asLong();
    long now = Instant.now(clock).getEpochSecond();
    if (issued > now || ends <= now || ends - issued > LONGEST) {
      return invalid(
          "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.");
    }
    if (!claims.path("aud").asText().equals(url())) {
      return invalid("Invalid JWT: Failed audience check. The right audience is " + url());
    }
    if (!claims.path("sub").asText().equals("shop@example.com")) {
      return invalid("Invalid email or User ID");
    }
    if (!delegated || !claims.path("scope").asText().equals(SCOPE)) {
      return new String[] {
        "unauthorized_client",
        "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested."
      };
    }
    return null;
  }

  private static String[] invalid(String text) {
    return new String[] {"invalid_grant", text};
  }

  private static JsonNode json(String part) throws IOException {
    return Json.PLAIN.readTree(Base64.getUrlDecoder().decode(part));
  }

  private static boolean isSigned(PublicKey key, String[] parts) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(key);
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
