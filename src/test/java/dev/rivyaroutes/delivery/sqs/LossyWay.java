package dev.rivyaroutes.delivery.sqs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A way to a server on which answers to messages are lost, and large messages are refused as AWS
 * does for a queue of that maximum message size.
 */
final class LossyWay implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger toLose = new AtomicInteger();
  private static final int LARGEST = 262_144;
  private static final byte[] TOO_LARGE =
      ("{\"__type\":\"com.amazonaws.sqs#InvalidParameterValue\",\"message\":\"One or more parameters"
              + " are invalid. Reason: Message must be shorter than 262144 bytes.\"}")
          .getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;
  private final String target;

  LossyWay(String target) throws IOException {
    this.target = target;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::relay);
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void loseNext(int answers) {
    toLose.set(answers);
  }

  private void relay(HttpExchange call) throws IOException {
    try (call) {
      String action = call.getRequestHeaders().getFirst("X-Amz-Target");
      byte[] body = call.getRequestBody().readAllBytes();
      if (body.length > LARGEST) {
        answer(call, 400, TOO_LARGE);
        return;
      }
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(target + call.getRequestURI()))
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .header("X-Amz-Target", action)
              .header("Content-Type", call.getRequestHeaders().getFirst("Content-Type"))
              .header("Authorization", call.getRequestHeaders().getFirst("Authorization"));
      HttpResponse<byte[]> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      if (action.endsWith("SendMessage") && toLose.getAndDecrement() > 0) {
        return;
      }
      answer(call, answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange call, int status, byte[] body) throws IOException {
    call.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
    call.sendResponseHeaders(status, body.length);
    call.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
