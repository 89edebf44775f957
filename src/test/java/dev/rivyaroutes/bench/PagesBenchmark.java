package dev.rivyaroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long each page of the console and each list of the API takes where the ledger has many jobs.
 * {@code -Dbench.jobs=…} and {@code -Dbench.calls=…} (per address) change it.
 */
class PagesBenchmark {

  private static final int JOBS = Integer.getInteger("bench.jobs", 1_000_000);
  private static final int CALLS = Integer.getInteger("bench.calls", 40);
  private static final int WARM = 5;

  private static final String SETTINGS =
      """
      rivya:
        accounts:
          bench: { base-url: "%s", api-key: %s }
      """;

  private static final List<String> SEARCHES =
      List.of(
          "state:failed",
          "state:queued",
          "flow:posters",
          "flow:posters state:parked",
          "from:rare",
          "since:24h",
          "deliveries:dead",
          "deliveries:pending sink:folder",
          "deliveries:delivered",
          "cause:insufficient_credits",
          "cause:nothing-like-it",
          "account:bench",
          "model:veo-4",
          "model:nothing-like-it",
          "name:nothing-like-it",
          "conversation:nothing-like-it",
          "cost:>100",
          "door",
          "harpsichord",
          "nothing-like-it",
          "nothing-like-it flow:posters",
          "nothing-like-it state:succeeded",
          "nothing-like-it from:caller-7 since:30d",
          "nothing like it model:veo-4 cost:>5");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void measures() throws Exception {
    try (SimulatedRivya rivya = SimulatedRivya.start(SimulatorSettings.defaults());
        DurablePostgres postgres = new DurablePostgres()) {
      BenchLedger ledger = postgres.ledger("pages");
      ManyJobs.fill(ledger, JOBS);
      Report report =
          new Report("pages")
              .setting(
                  "PostgreSQL with its default settings and %,d jobs of 90 days; %d calls of each address in random order, one at a time, after %d; from the request to the last byte.",
                  JOBS, CALLS, WARM);
      BenchHouse.configuration(
          folder, SETTINGS.formatted(rivya.baseUri(), SimulatorSettings.DEFAULT_KEY));
      for (String flow : List.of("posters", "photos", "clips", "voices")) {
        BenchHouse.httpFlow(folder, BenchHouse.Tuning.SHIPPED, flow, "bench");
      }
      try (BenchProgram program = BenchProgram.start(folder, BenchHouse.HEAP, ledger.settings())) {
        measure(report, program, addresses(ledger));
        program.stop();
      }
      report.keep();
    }
  }

  private static List<String> addresses(BenchLedger ledger) throws SQLException {
    List<String> all = new ArrayList<>(List.of("/console", "/console/jobs", "/api/jobs"));
    for (String search : SEARCHES) {
      String q = URLEncoder.encode(search, StandardCharsets.UTF_8);
      all.add("/console/jobs?q=" + q);
      all.add("/api/jobs?q=" + q);
    }
    String id = middle(ledger);
    Stream.of("/jobs/" + id, "/jobs?q=" + id, "/quarantine", "/bulk-orders")
        .forEach(page -> all.addAll(List.of("/console" + page, "/api" + page)));
    for (String filter :
        List.of("", "?thing=" + id, "?by=ada", "?outcome=refused", "?by=x&outcome=refused")) {
      all.addAll(List.of("/console/audit" + filter, "/api/audit" + filter));
    }
    all.addAll(
        List.of(
            "/console/accounts/bench",
            "/api/accounts",
            "/api/accounts/bench/credits",
            "/api/models?account=bench",
            "/api/sources"));
    return all;
  }

  private static String middle(BenchLedger ledger) throws SQLException {
    try (Connection connection = ledger.open();
        ResultSet row =
            connection
                .createStatement()
                .executeQuery("select id from job order by id limit 1 offset " + JOBS / 2)) {
      row.next();
      return row.getString(1);
    }
  }

  private void measure(Report report, BenchProgram program, List<String> addresses)
      throws Exception {
    Map<String, List<Double>> millis = new LinkedHashMap<>();
    addresses.forEach(address -> millis.put(address, new ArrayList<>()));
    Random random = new Random(1);
    for (int round = 0; round < WARM + CALLS; round++) {
      List<String> order = new ArrayList<>(addresses);
      Collections.shuffle(order, random);
      for (String address : order) {
        double took = call(program.at(address));
        if (round >= WARM) {
          millis.get(address).add(took);
        }
      }
    }
    report.table("address", "median, ms", "95 %, ms", "longest, ms");
    millis.forEach(
        (address, took) -> {
          List<Double> sorted = took.stream().sorted().toList();
          report.row(
              "`" + address.replaceAll("[0-7][0-9A-Z]{25}", "<id>") + "`",
              Report.number("%.0f", Report.at(sorted, .5)),
              Report.number("%.0f", Report.at(sorted, .95)),
              Report.number("%.0f", Report.at(sorted, 1)));
        });
  }

  private double call(URI address) throws Exception {
    long begun = System.nanoTime();
    HttpResponse<byte[]> answer =
        client.send(
            HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(60)).build(),
            BodyHandlers.ofByteArray());
    double took = (System.nanoTime() - begun) / 1e6;
    assertThat(answer.statusCode()).as(address.toString()).isEqualTo(200);
    return took;
  }
}
