package dev.rivyaroutes;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.ulid.Ulid;
import dev.rivyaroutes.testing.Alarms;
import dev.rivyaroutes.testing.Document;
import dev.rivyaroutes.testing.Scrape;
import dev.rivyaroutes.testing.TraceReceiver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The metrics of a running program, and what is written about them. */
class MetricsIT {

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(rivya_\\w+)` \\| (\\w+) \\|([^|]*)\\|");
  private static final Pattern LABEL = Pattern.compile("`(\\w+)`");

  @TempDir static Path folder;
  private static Scrape scrape;
  private static String support;
  private static List<TraceReceiver.Span> spans;
  private static String sent;
  private static Set<String> tokens;
  private static String job;

  @BeforeAll
  static void scrape() throws Exception {
    MeasuredProgram program = new MeasuredProgram(folder);
    try (program) {
      scrape = new Scrape(program.scrape());
      support = program.supportBundle();
      job = program.image;
    }
    spans = program.traces.spans();
    sent = program.traces.text();
    tokens = Set.copyOf(program.traces.tokens());
  }

  private record Described(String type, Set<String> labels) {}

  /** The table of metrics in the documents. */
  private static Map<String, Described> documented() throws IOException {
    Map<String, Described> metrics = new TreeMap<>();
    Matcher row = ROW.matcher(Document.page("operations").text());
    while (row.find()) {
      Set<String> labels = new TreeSet<>();
      LABEL.matcher(row.group(3)).results().forEach(label -> labels.add(label.group(1)));
      metrics.put(row.group(1), new Described(row.group(2), labels));
    }
    return metrics;
  }

  @Test
  void documentsEveryMetricWithItsLabels() throws IOException {
    Map<String, Described> published = new TreeMap<>();
    scrape
        .types("rivya_")
        .forEach((name, type) -> published.put(name, new Described(type, scrape.labels(name))));

    assertThat(published).isEqualTo(documented());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rivya_jobs{flow="locked",state="parked"}                                            | 1
          rivya_jobs_parked{flow="locked",trouble="auth"}                                     | 1
          rivya_jobs{flow="images",state="parked"}                                            | 0
          rivya_account_paused{account="locked"}                                              | 1
          rivya_account_paused{account="studio"}                                              | 0
          rivya_account_pause_ordered{account="studio"}                                       | 0
          rivya_jobs_accepted_total{flow="images"}                                            | 2
          rivya_jobs_ended_total{flow="images",outcome="succeeded"}                           | 2
          rivya_jobs_submit_delay_seconds_count{flow="images"}                                | 2
          rivya_deliveries{flow="stuck",sink="folder",state="dead"}                           | 1
          rivya_deliveries_attempts_total{flow="stuck",outcome="dead",sink="folder"}          | 1
          rivya_deliveries_delay_seconds_count{flow="images",sink="folder"}                   | 2
          rivya_calls_seconds_count{account="studio",code="no_answer",operation="create"}     | 1
          rivya_webhooks_total{account="studio",verdict="new"}                                | 1
          rivya_webhooks_total{account="studio",verdict="repeated"}                           | 1
          rivya_webhooks_total{account="studio",verdict="bad-signature"}                      | 1
          rivya_webhooks_lag_seconds_count{account="studio"}                                  | 1
          rivya_ledger_available                                                              | 1
          """)
  void countsWhatHappened(String series, double value) {
    assertThat(scrape.value(series)).isEqualTo(value);
  }

  @Test
  void publishesWhatTheAlarmsWatch() throws IOException {
    Set<String> watched = new TreeSet<>();
    for (Alarms.Alarm alarm : Alarms.shipped()) {
      watched.addAll(Alarms.metrics(alarm.expression()));
    }
    assertThat(watched).hasSizeGreaterThan(20);
    assertThat(scrape.names()).containsAll(watched);
  }

  /** The dashboard is loaded by Grafana only; here its expressions are held against the metrics. */
  @Test
  void showsEveryMetricOnTheDashboard() throws IOException {
    Set<String> shown = new TreeSet<>();
    Alarms.panels().forEach(expression -> shown.addAll(Alarms.metrics(expression)));

    assertThat(scrape.names()).containsAll(shown);
    assertThat(documented().keySet())
        .allMatch(
            metric ->
                shown.stream().anyMatch(name -> name.matches(metric + "(_bucket|_count|_sum)?")));
  }

  /** Prometheus sees the increase of a counter only if it was there before. */
  @Test
  void hasTheCountersOfFailuresBeforeTheFirst() {
    assertThat(scrape.value("rivya_webhooks_total{account=\"studio\",verdict=\"no-secret\"}"))
        .isZero();
    assertThat(
            scrape.value(
                "rivya_media_operations_seconds_count{operation=\"put\",outcome=\"failed\"}"))
        .isZero();
  }

  @Test
  void givesSupportWhatTheProgramKnowsAndNoSecret() {
    assertThat(support)
        .contains(
            "== job.json",
            "api_key_revoked",
            "rivya.accounts.studio.api-key: set",
            "rivya.accounts.locked.api-key: set",
            "\"dead_deliveries\"",
            "rivya_jobs_parked{flow=\"locked\",trouble=\"auth\"}",
            "\"livenessState\"")
        .doesNotContain(MeasuredProgram.KEY, MeasuredProgram.SECRET, MeasuredProgram.REVOKED)
        .doesNotContain("bicycle", "A lock");
  }

  /** The trace id is the job's id, so that every replica adds to it without a word. */
  @Test
  void tracesAJobFromItsSourceToItsSink() {
    Ulid id = Ulid.from(job);
    String trace =
        "%016x%016x".formatted(id.getMostSignificantBits(), id.getLeastSignificantBits());
    List<TraceReceiver.Span> way = spans.stream().filter(s -> s.trace().equals(trace)).toList();
    TraceReceiver.Span first = named(way, "process images");
    TraceReceiver.Span submit = named(way, "submit images");
    TraceReceiver.Span create = named(way, "generate_content nano-banana-2");
    TraceReceiver.Span send = named(way, "send folder");

    assertThat(first.parent()).isEmpty();
    assertThat(first.attributes()).containsEntry("messaging.operation.type", "process");
    assertThat(submit.parent()).isEqualTo(first.id());
    assertThat(create.parent()).isEqualTo(submit.id());
    assertThat(create.attributes())
        .containsEntry("gen_ai.operation.name", "generate_content")
        .containsEntry("gen_ai.provider.name", "rivya")
        .containsEntry("gen_ai.request.model", "nano-banana-2")
        .doesNotContainKey("error.type");
    assertThat(send.parent()).isEqualTo(first.id());
    assertThat(send.attributes())
        .containsEntry("messaging.destination.name", "folder")
        .containsEntry("rivya.job.id", job);
    assertThat(spans)
        .anyMatch(span -> "no_answer".equals(span.attributes().get("error.type")))
        .anyMatch(span -> "api_key_revoked".equals(span.attributes().get("error.type")));
  }

  private static TraceReceiver.Span named(List<TraceReceiver.Span> spans, String name) {
    List<TraceReceiver.Span> found = spans.stream().filter(s -> s.name().equals(name)).toList();
    assertThat(found).as(name + " in " + spans).hasSize(1);
    return found.get(0);
  }

  @Test
  void putsNoPromptAndNoSecretIntoTraces() {
    assertThat(sent)
        .contains("rivya-routes")
        .doesNotContain("bicycle", "A lock", "A tree")
        .doesNotContain(MeasuredProgram.KEY, MeasuredProgram.SECRET, MeasuredProgram.TOKEN);
    assertThat(tokens).containsExactly("Bearer " + MeasuredProgram.TOKEN);
    assertThat(support).contains("rivya.traces.token: set").doesNotContain(MeasuredProgram.TOKEN);
  }

  @Test
  void hasNoTextOfBriefsInItsLabels() {
    assertThat(scrape.values("rivya_"))
        .allMatch(value -> value.matches("[A-Za-z0-9.+_-]{1,40}"))
        .noneMatch(value -> value.matches(".*(bicycle|01[0-9A-Z]{24}|task_).*"));
  }
}
