package dev.rivyaroutes.simulator.webhook;

import dev.rivyaroutes.simulator.generation.ResultUrls;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.Supplier;

/** Sends the events that are due: POST, JSON, no redirects followed. */
public final class SendWebhooks implements Runnable {

  private static final int NO_ANSWER = 0;

  private final Webhooks webhooks;
  private final ResultUrls urls;
  private final Supplier<String> base;
  private final HttpClient client;

  public SendWebhooks(Webhooks webhooks, ResultUrls urls, Supplier<String> base) {
    this.webhooks = webhooks;
    this.urls = urls;
    this.base = base;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(webhooks.style().timeout())
            .build();
  }

  @Override
  public void run() {
    webhooks
        .due((ended, now) -> ended.show(now, urls.of(base.get(), ended, now)))
        .forEach(this::send);
  }

  private void send(Webhooks.Outgoing outgoing) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(outgoing.url()))
            .timeout(webhooks.style().timeout())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(outgoing.delivery().event().body()));
    outgoing.headers().forEach(request::header);
    client
        .sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
        .handle((answer, failure) -> failure == null ? answer.statusCode() : NO_ANSWER)
        .thenAccept(status -> webhooks.attempted(outgoing.delivery(), status));
  }
}
