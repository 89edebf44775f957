package dev.rivyaroutes.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rivyaroutes.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.util.UriComponentsBuilder;

/** An OpenID provider with one client, at which everybody is logged in already. */
public final class OpenIdServer implements AutoCloseable {
  public static final String CLIENT = "rivya-routes";

  private final HttpServer server;
  private final RSAKey key;
  private final Map<String, String> nonces = new ConcurrentHashMap<>();

  /** Further claims of the next tokens. */
  public volatile Map<String, Object> claims = Map.of();

  /** Signs the next tokens; another key than the published one makes them false. */
  public volatile RSAKey signer;

  private OpenIdServer() throws Exception {
    key = newKey();
    signer = key;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/.well-known/openid-configuration", call -> json(call, discovery()));
    server.createContext("/jwks", call -> json(call, new JWKSet(key.toPublicJWK()).toJSONObject()));
    server.createContext("/authorize", this::authorize);
    server.createContext("/token", this::token);
    server.start();
  }

  public static OpenIdServer start() {
    try {
      return new OpenIdServer();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  public static RSAKey newKey() throws Exception {
    return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
  }

  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private Map<String, Object> discovery() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("issuer", issuer());
    facts.put("authorization_endpoint", issuer() + "/authorize");
    facts.put("token_endpoint", issuer() + "/token");
    facts.put("jwks_uri", issuer() + "/jwks");
    facts.put("subject_types_supported", List.of("public"));
    facts.put("id_token_signing_alg_values_supported", List.of("RS256"));
    return facts;
  }

  private void authorize(HttpExchange call) throws IOException {
    Map<String, String> asked =
        UriComponentsBuilder.fromUri(call.getRequestURI())
            .build()
            .getQueryParams()
            .toSingleValueMap();
    String code = UUID.randomUUID().toString();
    nonces.put(code, asked.get("nonce"));
    call.getResponseHeaders()
        .set(
            "Location",
            URI.create(asked.get("redirect_uri"))
                + "?code="
                + code
                + "&state="
                + asked.get("state"));
    call.sendResponseHeaders(302, -1);
    call.close();
  }

  private void token(HttpExchange call) throws IOException {
    String form = new String(call.getRequestBody().readAllBytes(), UTF_8);
    String code = form.replaceAll("(?s).*code=([0-9a-f-]{36}).*", "$1");
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("access_token", "an-access-token");
    answer.put("token_type", "Bearer");
    answer.put("expires_in", 300);
    answer.put("id_token", signed(nonces.remove(code), CLIENT, 300));
    json(call, answer);
  }

  /** A token for this program, as a machine gets it. */
  public String token(String audience, long seconds) {
    return signed(null, audience, seconds);
  }

  private String signed(String nonce, String audience, long seconds) {
    JWTClaimsSet.Builder all =
        new JWTClaimsSet.Builder()
            .issuer(issuer())
            .subject("5f3c")
            .audience(audience)
            .issueTime(Date.from(Instant.now().minusSeconds(400)))
            .expirationTime(Date.from(Instant.now().plusSeconds(seconds)));
    if (nonce != null) {
      all.claim("nonce", nonce);
    }
    claims.forEach(all::claim);
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), all.build());
      jwt.sign(new RSASSASigner(signer));
      return jwt.serialize();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** The published key, to be set as signer again. */
  public RSAKey key() {
    return key;
  }

  private static void json(HttpExchange call, Map<String, Object> body) throws IOException {
    byte[] bytes = Json.bytes(body);
    call.getResponseHeaders().set("Content-Type", "application/json");
    call.sendResponseHeaders(200, bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
