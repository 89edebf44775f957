package dev.rivyaroutes.bench;

import static dev.rivyaroutes.bench.BenchHouse.Tuning.TUNED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.testing.S3Server;
import dev.rivyaroutes.testing.SignedEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * How many signed events the program verifies and commits, and how soon results are delivered that
 * become ready at a steady rate. {@code -Dbench.events=…} (a batch), {@code -Dbench.ready=…}
 * (results a second) and {@code -Dbench.minute=…} (seconds) change it.
 */
class WebhookBenchmark {

  private static final int EVENTS = Integer.getInteger("bench.events", 20_000);
  private static final int READY = Integer.getInteger("bench.ready", 200);
  private static final int SECONDS = Integer.getInteger("bench.minute", 60);
  private static final int BATCHES = 5;
  private static final int SENDERS = 32;
  private static final int CONNECTIONS = 48;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void measures() throws Exception {
    Report report =
        new Report("webhooks")
            .setting(
                "Events: %d senders, %,d events about unknown tasks a batch, each with its own signature; the first batch after the start, and the median of the %d after it.",
                SENDERS, EVENTS, BATCHES - 1)
            .setting(
                "Results: %d text jobs a second for %d s, each ready at Rivya after %d s, to the file in a folder; %s.",
                READY, SECONDS, Waits.WORK.toSeconds(), BenchHouse.HEAP);
    try (S3Server s3 = BenchHouse.s3();
        DurablePostgres postgres = new DurablePostgres()) {
      run(report, s3, postgres, racers -> racers.onSqlite("program, embedded SQLite", TUNED, 0));
      run(report, s3, postgres, racers -> racers.onPostgres("program, PostgreSQL", TUNED, 0));
    }
    report.keep();
  }

  @FunctionalInterface
  private interface Start {
    ProgramRacer of(Racers racers) throws Exception;
  }

  /** Each program registers its endpoint at a Rivya of its own. */
  private void run(Report report, S3Server s3, DurablePostgres postgres, Start start)
      throws Exception {
    SimulatorSettings settings = SimulatorSettings.defaults().withCredits(1_000_000_000);
    try (SimulatedRivya rivya = SimulatedRivya.start(settings)) {
      Waits.allowLocalWebhooks(rivya);
      try (ProgramRacer program =
          start.of(new Racers(folder, rivya.baseUri(), s3, postgres, CONNECTIONS))) {
        measure(report, rivya, program);
      }
    }
  }

  private static void measure(Report report, SimulatedRivya rivya, ProgramRacer program)
      throws Exception {
    events(report, rivya, program);
    Waits.paced(program, rivya, BenchBrief.batch("warm", READY * SECONDS / 2), READY);
    Waits.Took took =
        Waits.paced(program, rivya, BenchBrief.batch("ready", READY * SECONDS), READY);
    report.table(
        "", "ready to delivered, p50 s", "p95 s", "p99 s", "calls to Rivya a job", "peak RSS MB");
    report.row(
        program.name(),
        Report.number("%.3f", Report.at(took.seconds(), .5)),
        Report.number("%.3f", Report.at(took.seconds(), .95)),
        Report.number("%.3f", Report.at(took.seconds(), .99)),
        Report.number("%.1f", took.calls()),
        Long.toString(Usage.peakResident(program.process())));
    program.stop();
  }

  private record Sent(double perSecond, double p99Millis) {}

  private static void events(Report report, SimulatedRivya rivya, ProgramRacer program)
      throws Exception {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> !rivya.webhooks().secrets(SimulatorSettings.DEFAULT_ACCOUNT).isEmpty());
    String secret = rivya.webhooks().secrets(SimulatorSettings.DEFAULT_ACCOUNT).get(0);
    List<Sent> batches = new ArrayList<>();
    for (int batch = 0; batch < BATCHES; batch++) {
      batches.add(send(program.at("/webhooks/rivya/webhook"), signed(secret, batch)));
    }
    List<Sent> warm = batches.subList(1, BATCHES);
    report.table("", "cold, events/s", "p99 ms", "warm, events/s", "p99 ms");
    report.row(
        program.name(),
        Report.number("%.0f", batches.get(0).perSecond()),
        Report.number("%.1f", batches.get(0).p99Millis()),
        Report.number("%.0f", Report.median(warm.stream().map(Sent::perSecond).toList())),
        Report.number("%.1f", Report.median(warm.stream().map(Sent::p99Millis).toList())));
  }

  /** Signed before the batch, so that the senders do little but send. */
  private static List<SignedEvent> signed(String secret, int batch) {
    List<SignedEvent> events = new ArrayList<>();
    Instant now = Instant.now();
    for (int i = 0; i < EVENTS; i++) {
      String id = "evt_bench_" + batch + "_" + i;
      String body =
          """
          {"id":"%1$s","type":"generation.succeeded","created_at":"%2$s",\
          "data":{"id":"gen_%1$s","object":"generation","status":"succeeded"}}"""
              .formatted(id, now);
      events.add(SignedEvent.standard(secret, id, now, body));
    }
    return events;
  }

  private static Sent send(URI address, List<SignedEvent> events) throws Exception {
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    try (CloseableHttpClient http = Connections.client(SENDERS)) {
      List<Future<Double>> sent = new ArrayList<>();
      long begun = System.nanoTime();
      for (SignedEvent event : events) {
        sent.add(senders.submit(() -> millis(http, address, event)));
      }
      List<Double> millis = new ArrayList<>();
      for (Future<Double> one : sent) {
        millis.add(one.get());
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      return new Sent(events.size() / seconds, Report.at(millis.stream().sorted().toList(), .99));
    } finally {
      senders.shutdownNow();
    }
  }

  private static double millis(CloseableHttpClient http, URI address, SignedEvent event)
      throws IOException {
    HttpPost post = new HttpPost(address);
    for (int i = 0; i < event.headers().size(); i += 2) {
      post.setHeader(event.headers().get(i), event.headers().get(i + 1));
    }
    post.setEntity(new ByteArrayEntity(event.body(), ContentType.APPLICATION_JSON));
    long begun = System.nanoTime();
    int status =
        http.execute(
            post,
            answer -> {
              EntityUtils.consume(answer.getEntity());
              return answer.getCode();
            });
    assertThat(status).isBetween(200, 204);
    return (System.nanoTime() - begun) / 1e6;
  }
}
