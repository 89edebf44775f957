package dev.rivyaroutes.engine;

import com.sun.net.httpserver.HttpExchange;
import dev.rivyaroutes.testing.RecordingHttpServer;
import dev.rivyaroutes.testing.RecordingHttpServer.Call;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A real HTTPS server before the simulated Rivya. It records every call as it arrived and passes it
 * on, answers in Rivya's place where a test says so, and can be shut.
 */
public final class Gate implements AutoCloseable {

  /** Answers in Rivya's place. */
  public interface Answer {
    /** True when it has answered; false: the call goes on to Rivya. */
    boolean to(Call call, HttpExchange exchange) throws IOException;
  }

  public final List<Call> calls;
  private final URI rivya;
  private final HttpClient client = HttpClient.newHttpClient();
  private final RecordingHttpServer server;
  private volatile Answer answer;

  Gate(URI rivya, TestTls tls) throws IOException {
    this.rivya = rivya;
    passOn();
    server = new RecordingHttpServer(tls.context());
    server.answer = this::handle;
    calls = server.calls;
  }

  public URI baseUri() {
    return URI.create(server.url(""));
  }

  /** Lets calls in; at the same port as before. */
  void open() throws IOException {
    server.open();
  }

  /** Refuses every connection, and breaks those that are open. */
  void shut() {
    server.shut();
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
    RecordingHttpServer.send(exchange, status, body, headers);
    return true;
  }

  public static boolean send(HttpExchange exchange, int status, String body, String... headers)
      throws IOException {
    return send(exchange, status, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  private void handle(Call call, HttpExchange exchange) throws IOException {
    if (!answer.to(call, exchange)) {
      HttpResponse<byte[]> reply = forward(call);
      String type = reply.headers().firstValue("Content-Type").orElse("application/json");
      send(exchange, reply.statusCode(), reply.body(), "Content-Type", type);
    }
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
    server.close();
  }
}
