package dev.rivyaroutes.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An event as Rivya would send it: its body and the headers of one of the named schemes. */
public record SignedEvent(byte[] body, List<String> headers) {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** Standard Webhooks; the secret is base64 after {@code whsec_}. */
  public static SignedEvent standard(String secret, String id, Instant at, String body) {
    String time = String.valueOf(at.getEpochSecond());
    String signature = sign(secret, id, time, body);
    return new SignedEvent(
        body.getBytes(UTF_8),
        List.of("Webhook-Id", id, "webhook-timestamp", time, "WEBHOOK-SIGNATURE", signature));
  }

  /** The signature of Standard Webhooks, {@code v1,<base64>}. */
  public static String sign(String secret, String id, String time, String body) {
    byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    return "v1," + Base64.getEncoder().encodeToString(mac(key, id + "." + time + "." + body));
  }

  /** One header {@code t=<unix>,v1=<hex>}; the secret's own bytes are the key. */
  public static SignedEvent timestamped(String secret, String header, Instant at, String body) {
    String time = String.valueOf(at.getEpochSecond());
    String hex = HexFormat.of().formatHex(mac(secret.getBytes(UTF_8), time + "." + body));
    return new SignedEvent(body.getBytes(UTF_8), List.of(header, "t=" + time + ",v1=" + hex));
  }

  /** The same signature over another body. */
  public SignedEvent withBody(byte[] other) {
    return new SignedEvent(other, headers);
  }

  public SignedEvent without(String header) {
    List<String> left = new ArrayList<>();
    for (int i = 0; i < headers.size(); i += 2) {
      if (!headers.get(i).equalsIgnoreCase(header)) {
        left.addAll(headers.subList(i, i + 2));
      }
    }
    return new SignedEvent(body, left);
  }

  public HttpResponse<String> send(URI to) throws IOException, InterruptedException {
    return send(to, BodyPublishers.ofByteArray(body));
  }

  /** Sends it with a body publisher of its own. */
  public HttpResponse<String> send(URI to, BodyPublisher publisher)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to).timeout(Duration.ofSeconds(30)).POST(publisher);
    request.header("Content-Type", "application/json");
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static byte[] mac(byte[] key, String signed) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(signed.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
