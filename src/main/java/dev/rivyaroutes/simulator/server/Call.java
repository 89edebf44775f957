package dev.rivyaroutes.simulator.server;

import static dev.rivyaroutes.simulator.server.ApiError.require;

import com.sun.net.httpserver.HttpExchange;
import dev.rivyaroutes.simulator.trouble.Trouble;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** One call; trouble is null if none applies, account is null if no key is needed. */
public record Call(HttpExchange exchange, RequestTarget route, Trouble trouble, String account) {

  static final int BODY_MAX = 1 << 20;
  private static final int KEY_MAX = 255;

  public String method() {
    return exchange.getRequestMethod();
  }

  public String header(String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  /** The key under which a call that pays is sent; null where there is none. */
  public String idempotencyKey() {
    String key = header("Idempotency-Key");
    require(
        key == null || !key.isBlank() && key.length() <= KEY_MAX,
        "Idempotency-Key must have 1 to " + KEY_MAX + " characters.");
    return key;
  }

  public Call withAccount(String owner) {
    return new Call(exchange, route, trouble, owner);
  }

  /** The address that the caller used, so that URLs in answers work from where the caller is. */
  public String base() {
    String host = header("Host");
    if (host == null) {
      host = "127.0.0.1:" + exchange.getLocalAddress().getPort();
    }
    return "http://" + host;
  }

  public byte[] body() throws IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(BODY_MAX + 1);
    require(bytes.length <= BODY_MAX, "The body is larger than " + BODY_MAX + " bytes.");
    return bytes;
  }

  public byte[] jsonBody() throws IOException {
    String type = header("Content-Type");
    require(
        type != null && type.startsWith("application/json"),
        "Content-Type must be application/json.");
    return body();
  }

  public Map<String, String> query() {
    Map<String, String> values = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    if (raw != null) {
      for (String pair : raw.split("&")) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          values.put(
              pair.substring(0, equals),
              URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
      }
    }
    return values;
  }
}
