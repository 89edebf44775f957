package dev.rivyaroutes.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Sends the events that are due: POST, JSON, no redirects followed. */
final class SendWebhooks implements Runnable {

  private final Webhooks webhooks;
  private final ResultUrls urls;
  private final Supplier<String> base;
  private final Executor workers;
  private final HttpClient client;

  SendWebhooks(Webhooks webhooks, ResultUrls urls, Supplier<String> base, Executor workers) {
    this.webhooks = webhooks;
    this.urls = urls;
    this.base = base;
    this.workers = workers;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(workers)
            .connectTimeout(webhooks.style().timeout())
            .build();
  }

  @Override
  public void run() {
    webhooks
        .due((ended, now) -> ended.show(now, urls.of(base.get(), ended, now)))
        .forEach(outgoing -> workers.execute(() -> send(outgoing)));
  }

  private void send(Webhooks.Outgoing outgoing) {
    webhooks.attempted(outgoing.parcel(), status(outgoing));
  }

  /** What the receiver answered; 0 for nothing. */
  private int status(Webhooks.Outgoing outgoing) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(outgoing.url()))
              .timeout(webhooks.style().timeout())
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofByteArray(outgoing.parcel().event().body()));
      outgoing.headers().forEach(request::header);
      return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
