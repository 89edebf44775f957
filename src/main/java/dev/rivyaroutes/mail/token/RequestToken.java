package dev.rivyaroutes.mail.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.HiddenSecrets;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.WebAddress;
import dev.rivyaroutes.outbound.CallFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicNameValuePair;

/**
 * Requests an access token by client credentials, by a refresh token or by a service account. A new
 * refresh token in the answer is used from then on, until the program ends. The key file of a
 * service account is read for each request, so that a new one takes effect by itself.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749">RFC 6749</a>, sections 4.4, 5 and 6
 */
public final class RequestToken {

  private static final Duration USUAL_LIFE = Duration.ofMinutes(5);

  /** A server may say anything; a token that ends earlier is refused, and renewed then. */
  private static final Duration LONGEST_LIFE = Duration.ofDays(1);

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A new token.
   *
   * @param life how long it is valid
   */
  record Issued(String token, Duration life) {}

  private record Answer(int status, String body) {}

  private final String key;
  private final String user;
  private final Oauth2Properties settings;
  private final HttpClient client;
  private final Clock clock;
  private volatile String refreshToken;

  /**
   * @param key the prefix of the configuration keys, such as {@code rivya.mail.support}
   * @param user the address of the mailbox
   * @throws IllegalArgumentException with key, reason and remedy, if the key file of the service
   *     account cannot be used
   */
  public RequestToken(
      String key, String user, Oauth2Properties settings, HttpClient client, Clock clock) {
    this.key = key;
    this.user = user;
    this.settings = settings;
    this.client = client;
    this.clock = clock;
    this.refreshToken = settings.refreshToken();
    try {
      serviceAccount();
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** The key of the service account; null if it is none. */
  private ServiceAccountKey serviceAccount() throws IOException {
    if (!settings.isServiceAccount()) {
      return null;
    }
    ServiceAccountKey account =
        ServiceAccountKey.read(key + ".oauth2.key-file", settings.keyFile().strip());
    if (!WebAddress.isSafeForSecrets(settings.url(account))) {
      throw new IOException(
          "%s.oauth2.key-file (%s) has the token_uri \"%s\", which is no https address; use the file as Google issued it."
              .formatted(key, settings.keyFile(), settings.url(account)));
    }
    return account;
  }

  Issued send() throws TokenFailed {
    ServiceAccountKey account;
    Answer answer;
    try {
      account = serviceAccount();
      answer =
          account == null
              ? post(settings.url(), form())
              : post(settings.url(account), form(account));
    } catch (TokenFailed e) {
      throw e;
    } catch (IOException e) {
      throw new TokenFailed("no access token was issued: " + e.getMessage(), e);
    }
    JsonNode document = json(answer.body());
    String token = document.path("access_token").asText("");
    if (answer.status() != 200 || token.isEmpty()) {
      throw new TokenFailed(
          new ExplainTokenRefusal(key, settings, account).reason(answer.status(), document), null);
    }
    String next = document.path("refresh_token").asText("");
    if (!next.isEmpty()) {
      HiddenSecrets.add(next);
      refreshToken = next;
    }
    long seconds = document.path("expires_in").asLong(USUAL_LIFE.toSeconds());
    return new Issued(
        token, Duration.ofSeconds(Math.max(0, Math.min(seconds, LONGEST_LIFE.toSeconds()))));
  }

  private Answer post(String address, List<NameValuePair> form) throws TokenFailed {
    HttpPost post = new HttpPost(address);
    post.setHeader("Accept", "application/json");
    post.setEntity(new UrlEncodedFormEntity(form, StandardCharsets.UTF_8));
    try {
      return client.execute(
          post,
          response ->
              new Answer(
                  response.getCode(),
                  response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity())));
    } catch (IOException e) {
      throw new TokenFailed(
          "no access token was issued: %s. Check %s.oauth2 and the network."
              .formatted(e instanceof CallFailed ? e.getMessage() : PlainWords.of(e), key),
          e);
    }
  }

  private List<NameValuePair> form() {
    List<NameValuePair> form = new ArrayList<>();
    boolean refresh = settings.isRefresh();
    form.add(
        new BasicNameValuePair("grant_type", refresh ? "refresh_token" : "client_credentials"));
    form.add(new BasicNameValuePair("client_id", settings.clientId()));
    if (!settings.clientSecret().isBlank()) {
      form.add(new BasicNameValuePair("client_secret", settings.clientSecret()));
    }
    if (refresh) {
      form.add(new BasicNameValuePair("refresh_token", refreshToken));
    }
    if (!settings.usedScope().isBlank()) {
      form.add(new BasicNameValuePair("scope", settings.usedScope()));
    }
    return form;
  }

  private List<NameValuePair> form(ServiceAccountKey account) throws IOException {
    String assertion = SignAssertion.of(account, user, settings.usedScope(), clock.instant());
    HiddenSecrets.add(assertion);
    return List.of(
        new BasicNameValuePair("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
        new BasicNameValuePair("assertion", assertion));
  }

  private static JsonNode json(String body) {
    try {
      JsonNode document = JSON.readTree(body);
      return document == null ? JSON.createObjectNode() : document;
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }
}
