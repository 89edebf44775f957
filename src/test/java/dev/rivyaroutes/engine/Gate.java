package dev.rivyaroutes.engine;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A real HTTPS server before the simulated Rivya. It records every call as it arrived and passes it
 * on, answers in Rivya's place where a test says so, and can be shut.
 */
public final class Gate implements AutoCloseable {

  /** A call as it arrived. */
  public record Call(String method, String path, Map<String, List<String>> headers, byte[] body) {
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
  }

  /** Answers in Rivya's place. */
  public interface Answer {
    /** True when it has answered; false: the call goes on to Rivya. */
    boolean to(Call call, HttpExchange exchange) throws IOException;
  }

  public final List<Call> calls = new CopyOnWriteArrayList<>();
  private final TestTls tls;
  private final URI rivya;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Answer answer;
  private int port;
  private HttpsServer server;

  Gate(URI rivya, TestTls tls) throws IOException {
    this.rivya = rivya;
    this.tls = tls;
    passOn();
    open();
  }

  public URI baseUri() {
    return URI.create("https://127.0.0.1:" + port);
  }

  /** Lets calls in; at the same port as before. */
  synchronized void open() throws IOException {
    if (server != null) {
      return;
    }
    server = HttpsServer.create(new InetSocketAddress("127.0.0.1", port), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
    port = server.getAddress().getPort();
  }

  /** Refuses every connection, and breaks those that are open. */
  synchronized void shut() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  public void answer(Answer next) {
    answer = next;
  }

  void passOn() {
    answer = (call, exchange) -> false;
  }

  /** Sends an answer; headers are given as name and value in turn. */
  public static boolean send(HttpExchange exchange, int status, byte[] body, String... headers)
      throws IOException {
    for (int i = 0; i < headers.length; i += 2) {
      exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    return true;
  }

  public static boolean send(HttpExchange exchange, int status, String body, String... headers)
      throws IOException {
    return send(exchange, status, body.getBytes(StandardCharsets.UTF_8), headers);
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
      if (!answer.to(call, exchange)) {
        passOn(call, exchange);
      }
    }
  }

  private void passOn(Call call, HttpExchange exchange) throws IOException {
    HttpResponse<byte[]> reply = forward(call);
    String type = reply.headers().firstValue("Content-Type").orElse("application/json");
    send(exchange, reply.statusCode(), reply.body(), "Content-Type", type);
  }

  /** What Rivya says to a call; the call takes effect there. */
  HttpResponse<byte[]> forward(Call call) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(rivya.resolve(call.path()))
            .method(call.method(), HttpRequest.BodyPublishers.ofByteArray(call.body()));
    for (String name : List.of("Authorization", "Content-Type", "Idempotency-Key")) {
      if (call.header(name) != null) {
        request.header(name, call.header(name));
      }
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    shut();
    threads.shutdownNow();
  }
}
