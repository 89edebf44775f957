package dev.rivyaroutes.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.rivyaroutes.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A real HTTP or HTTPS server on this machine: it records each call, then a test's answer runs. */
public final class RecordingHttpServer implements AutoCloseable {

  /** A call as it arrived; the path has its query. */
  public record Call(String method, String path, Map<String, List<String>> headers, byte[] body) {
    /** All values of the header, joined by a bar; null without it. */
    public String header(String name) {
      List<String> values =
          headers.entrySet().stream()
              .filter(header -> header.getKey().equalsIgnoreCase(name))
              .flatMap(header -> header.getValue().stream())
              .toList();
      return values.isEmpty() ? null : String.join("|", values);
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
      try {
        return Json.PLAIN.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Answers one call. */
  public interface Answer {
    void to(Call call, HttpExchange exchange) throws IOException;
  }

  public final List<Call> calls = new CopyOnWriteArrayList<>();
  public volatile Answer answer = with(204, "");
  private final SSLContext tls;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private int port;
  private HttpServer server;

  public RecordingHttpServer() throws IOException {
    this(null);
  }

  /**
   * @param tls makes it an HTTPS server; null: HTTP
   */
  public RecordingHttpServer(SSLContext tls) throws IOException {
    this.tls = tls;
    open();
  }

  /** Accepts connections, always at the same port; without effect while it does. */
  public synchronized void open() throws IOException {
    if (server != null) {
      return;
    }
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);
    if (tls == null) {
      server = HttpServer.create(address, 0);
    } else {
      HttpsServer https = HttpsServer.create(address, 0);
      https.setHttpsConfigurator(new HttpsConfigurator(tls));
      server = https;
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    port = server.getAddress().getPort();
  }

  /** Breaks the open connections and refuses new ones. */
  public synchronized void shut() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  public int port() {
    return port;
  }

  public String url(String path) {
    return (tls == null ? "http" : "https") + "://127.0.0.1:" + port + path;
  }

  /** An answer with headers given as name and value in turn. */
  public static Answer with(int status, String body, String... headers) {
    return (call, exchange) ->
        send(exchange, status, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /** Sends an answer; headers are given as name and value in turn. */
  public static void send(HttpExchange exchange, int status, byte[] body, String... headers)
      throws IOException {
    for (int i = 0; i < headers.length; i += 2) {
      exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Call call =
          new Call(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              Map.copyOf(exchange.getRequestHeaders()),
              body);
      calls.add(call);
      answer.to(call, exchange);
    }
  }

  @Override
  public void close() {
    shut();
    threads.shutdownNow();
  }
}
