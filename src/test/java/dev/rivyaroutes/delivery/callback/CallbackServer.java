package dev.rivyaroutes.delivery.callback;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real receiver of callbacks on this machine, with scripted answers. */
final class CallbackServer implements AutoCloseable {

  record Call(String method, URI uri, Map<String, List<String>> headers, byte[] body) {
    public String header(String name) {
      List<String> values = headers.get(Character.toUpperCase(name.charAt(0)) + name.substring(1));
      return values == null ? null : String.join("|", values);
    }
  }

  public interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  final List<Call> calls = new CopyOnWriteArrayList<>();
  volatile Answer answer = with(204, "");
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  CallbackServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  /** An answer with headers given as name and value in turn. */
  static Answer with(int status, String body, String... headers) {
    return exchange -> {
      Headers sent = exchange.getResponseHeaders();
      for (int i = 0; i < headers.length; i += 2) {
        sent.add(headers[i], headers[i + 1]);
      }
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      calls.add(
          new Call(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              Map.copyOf(exchange.getRequestHeaders()),
              body));
      answer.to(exchange);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
