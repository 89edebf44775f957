package dev.rivyaroutes.simulator.server;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** An answer before it is sent, so that trouble can still drop, truncate or delay it. */
public record Reply(int status, Map<String, String> headers, Body body) {

  public static Reply of(int status, String contentType, byte[] bytes) {
    return new Reply(status, Map.of("Content-Type", contentType), Body.of(bytes));
  }

  public static Reply html(int status, String title) {
    String page =
        "<html><head><title>%1$s</title></head><body><h1>%1$s</h1></body></html>".formatted(title);
    return of(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
  }

  public static Reply text(int status, String line) {
    return of(status, "text/plain; charset=utf-8", line.getBytes(StandardCharsets.UTF_8));
  }

  public Reply withHeader(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, body);
  }
}
