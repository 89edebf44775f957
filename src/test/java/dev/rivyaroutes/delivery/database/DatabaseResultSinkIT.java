package dev.rivyaroutes.delivery.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.connection.database.DatabaseConnections;
import dev.rivyaroutes.connection.database.DatabaseOf;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.PublicUrlProperties;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.delivery.SinkContract;
import dev.rivyaroutes.delivery.SinkRoutes;
import dev.rivyaroutes.testing.Document;
import dev.rivyaroutes.testing.Results;
import dev.rivyaroutes.testing.SilentProxy;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Runs the shipped database-result-sink on a real PostgreSQL. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    classes = DatabaseResultSinkIT.Program.class,
    properties = {"camel.main.routes-include-pattern=false", "logging.level.root=error"})
class DatabaseResultSinkIT implements SinkContract {
  private static EmbeddedPostgres postgres;
  private static SilentProxy way;
  private static Path flows;

  @Configuration
  @ImportAutoConfiguration(CamelAutoConfiguration.class)
  static class Program {
    @Bean
    DatabaseConnections databases() {
      return DatabaseOf.one(
          "default",
          Map.of(
              "url",
              "jdbc:postgresql://127.0.0.1:" + way.port() + "/postgres",
              "username",
              "writer",
              "connect-timeout",
              "1s",
              "pool-size",
              "8",
              "timeout",
              "5s"));
    }

    @Bean
    PublicUrlProperties publicUrl() {
      return new PublicUrlProperties("https://routes.example.com");
    }
  }

  @DynamicPropertySource
  static void start(DynamicPropertyRegistry registry) throws IOException {
    postgres = EmbeddedPostgres.start();
    way = new SilentProxy(postgres.getPort());
    flows = Files.createTempDirectory("flows");
    registry.add("rivya.routes", () -> "file:" + flows + "/*.camel.yaml");
    new JdbcTemplate(postgres.getPostgresDatabase()).execute("create role writer login");
  }

  @AfterAll
  static void stop() throws Exception {
    way.close();
    postgres.close();
  }

  @Autowired private CamelContext camel;
  @Autowired private DatabaseConnections databases;
  private JdbcTemplate jdbc;
  private SinkRoutes routes;

  @BeforeEach
  void empty() throws IOException {
    routes = new SinkRoutes(camel);
    jdbc = new JdbcTemplate(postgres.getPostgresDatabase());
    jdbc.execute("drop table if exists rivya_results");
    jdbc.execute(Document.page("databases").blocks("sql").get(0).text());
    jdbc.execute("alter table rivya_results add constraint named check (source_name <> 'refused')");
    jdbc.execute("grant select, insert, update on rivya_results to writer");
  }

  @AfterEach
  void clear() throws Exception {
    routes.clear();
  }

  @Override
  public SinkRoutes routes() {
    return routes;
  }

  @Override
  public String kamelet() {
    return "database-result-sink";
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of("table", "rivya_results");
  }

  @Override
  public ResultFile stored(int n, String content) {
    return Results.png(n, content);
  }

  @Override
  public List<String> effects() {
    return jdbc.queryForList("select job_id from rivya_results order by 1", String.class);
  }

  @Override
  public void disconnect() throws IOException {
    way.shut();
  }

  @Override
  public void reconnect() throws IOException {
    way.open();
    // A pool that failed for long pauses for seconds; the clock of the schedule does not wait for
    // it.
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(() -> databases.get("default").open().close());
  }

  @Override
  public Result refusedForGood() {
    return Results.succeeded("refused", Results.png(1, "x"));
  }

  private Exchange send(Map<String, String> parameters, Result result) throws Exception {
    return routes.send(routes.start(kamelet(), parameters), result);
  }

  @Test
  void writesEveryFactOfAResult() throws Exception {
    Exchange done =
        send(
            parameters(),
            Results.succeeded("in/cat.txt", Results.png(1, "x"), Results.png(2, "yz")));

    assertThat(done.getException()).isNull();
    assertThat(done.getVariable(Variables.DELIVERED_TO))
        .isEqualTo("rivya_results of database default, job " + Results.JOB);
    Map<String, Object> row =
        jdbc.queryForMap("select *, finished_at::text as t from rivya_results");
    assertThat(row)
        .containsEntry("job_id", Results.JOB)
        .containsEntry("flow", "listing-photos")
        .containsEntry("status", "succeeded")
        .containsEntry("source_id", "s3:photos/in/cat.txt#e1")
        .containsEntry("source_name", "in/cat.txt")
        .containsEntry("model", "nano-banana-2")
        .containsEntry("account", "production-image-workflow")
        .containsEntry("credits", new BigDecimal("7.50"))
        .containsEntry("error_class", null)
        .containsEntry("answer", null)
        .containsEntry("delivery_id", "dlv-" + Results.JOB);
    assertThat(
            jdbc.queryForObject("select finished_at from rivya_results", OffsetDateTime.class)
                .toInstant())
        .isEqualTo("2026-11-23T08:00:09.120Z");
    JsonNode files = new ObjectMapper().readTree(row.get("files").toString());
    assertThat(files).hasSize(2);
    assertThat(files.get(1).get("url").asText())
        .isEqualTo("https://routes.example.com/api/jobs/" + Results.JOB + "/files/2");
    assertThat(files.get(1).get("size").asInt()).isEqualTo(2);
  }

  @Test
  void replacesTheRowOfAJobThatWasReplayed() throws Exception {
    send(parameters(), Results.failed("in/cat.txt"));
    assertThat(jdbc.queryForMap("select * from rivya_results"))
        .containsEntry("status", "failed")
        .containsEntry("error_class", "permanent")
        .containsEntry("error_code", "content_policy")
        .containsEntry("error_text", "Rivya refused the prompt: rephrase it.");

    send(parameters(), Results.succeeded("in/cat.txt", Results.png(1, "x")));
    assertThat(jdbc.queryForMap("select * from rivya_results"))
        .containsEntry("status", "succeeded")
        .containsEntry("error_text", null);
  }

  @Test
  void writesOnlyTheNamedColumnsUnderTheirNames() throws Exception {
    jdbc.execute("drop table if exists \"Images\"");
    jdbc.execute(
        "create table \"Images\" (\"Job\" text unique, state varchar(9), links text, ended timestamp, other int default 7)");
    jdbc.execute("grant all on \"Images\" to writer");

    Exchange done =
        send(
            Map.of(
                "table", "public.images",
                "columns", "job_id=Job, status=state, files=links, finished_at=ended"),
            Results.succeeded("in/cat.txt", Results.png(1, "x")));

    assertThat(done.getException()).isNull();
    assertThat(jdbc.queryForMap("select *, ended::text as at from \"Images\""))
        .containsEntry("state", "succeeded")
        .containsEntry("at", "2026-11-23 08:00:09.12")
        .containsEntry("other", 7)
        .hasEntrySatisfying("links", links -> assertThat((String) links).startsWith("[{"));
  }

  @Test
  void writesOneRowWhenReplicasDeliverAtTheSameTime() throws Exception {
    String route = routes.start(kamelet(), parameters());
    openAllConnections();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Exchange>> all = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        String job = Results.JOB.substring(0, 25) + i % 4;
        all.add(
            threads.submit(
                () -> routes.send(route, Results.of(job, "a", null, Results.png(1, "x")))));
      }
      for (Future<Exchange> one : all) {
        assertThat(one.get().getException()).isNull();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(effects()).hasSize(4);
  }

  /** On a busy machine that takes longer than a delivery waits for a connection. */
  private void openAllConnections() throws Exception {
    List<Connection> all = new ArrayList<>();
    while (all.size() < 8) {
      all.add(
          await()
              .atMost(Duration.ofSeconds(60))
              .ignoreExceptions()
              .until(() -> databases.get("default").open(), open -> true));
    }
    for (Connection one : all) {
      one.close();
    }
  }

  @Test
  void retriesWhileARowIsLocked() throws Exception {
    Result result = Results.succeeded("in/cat.txt", Results.png(1, "x"));
    send(parameters(), result);
    jdbc.execute("alter role writer set lock_timeout = '200ms'");
    routes.clear();
    way.breakConnections();
    try (Connection other = jdbc.getDataSource().getConnection()) {
      other.setAutoCommit(false);
      other.createStatement().execute("select * from rivya_results for update");
      Exchange locked = send(parameters(), result);

      assertThat(locked.getException()).isInstanceOf(DeliveryFailed.class);
      assertThat(((DeliveryFailed) locked.getException()).permanent()).isFalse();
      assertThat(locked.getException()).hasMessageContaining("holds a lock");
      other.rollback();
    } finally {
      jdbc.execute("alter role writer reset lock_timeout");
    }
  }

  @Test
  void endsTheDeliveryWithTheReasonWhenItMayNotWrite() throws Exception {
    String route = routes.start(kamelet(), parameters());
    jdbc.execute("revoke insert on rivya_results from writer");

    Exchange done = routes.send(route, Results.succeeded("in/cat.txt", Results.png(1, "x")));

    assertThat(((DeliveryFailed) done.getException()).permanent()).isTrue();
    assertThat(done.getException())
        .hasMessage(
            "The result of job %s was not written to rivya_results of database default: the database"
                    .formatted(Results.JOB)
                + " answered 42501 (permission denied for table rivya_results). Grant the user"
                + " rivya.database.default.username that right.");
  }

  @Test
  void saysWhichTextIsTooLong() throws Exception {
    jdbc.execute("alter table rivya_results alter column source_name type varchar(5)");
    Exchange done = send(parameters(), Results.succeeded("in/cat.txt", Results.png(1, "x")));

    assertThat(((DeliveryFailed) done.getException()).permanent()).isTrue();
    assertThat(done.getException())
        .hasMessageContaining("The column source_name takes 5 characters")
        .hasMessageContaining("has 10. Make the column longer.");
  }

  @Test
  void runsAStatementOfTheFlow() throws Exception {
    Files.writeString(
        flows.resolve("result.sql"),
        """
        insert into rivya_results (job_id, status, files, credits, finished_at, source_name)
        values (:job_id, upper(:status), :files::jsonb, :credits, :finished_at, :error_text)
        on conflict (job_id) do update set status = excluded.status; -- ours
        """
            .replace("; -- ours", ";"));
    for (int i = 0; i < 2; i++) {
      Exchange done =
          send(
              Map.of("statement", "result.sql"),
              Results.succeeded("'); drop table rivya_results; --", Results.png(1, "x")));
      assertThat(done.getException()).isNull();
    }
    assertThat(jdbc.queryForMap("select * from rivya_results"))
        .containsEntry("status", "SUCCEEDED")
        .containsEntry("credits", new BigDecimal("7.50"));
  }

  @Test
  void stopsTheStartWithTheNearestName() throws Exception {
    wrong(Map.of("table", "rivya_result"), "Did you mean rivya_results?");
    wrong(Map.of("table", "rivya_results", "columns", "job_id,stats"), "did you mean status?");
    wrong(
        Map.of("table", "rivya_results", "columns", "job_id,status=stats"),
        "names the column stats, which the table public.rivya_results does not have. Did you mean status?");
    wrong(Map.of("table", "rivya_results", "columns", "status"), "columns lacks job_id");
    wrong(
        Map.of("table", "rivya_results", "columns", "job_id=flow"),
        "the column flow of the table rivya_results is not unique");
    wrong(Map.of(), "either a table or a statement");
    Files.writeString(flows.resolve("wrong.sql"), "update t set a = :jobid");
    wrong(Map.of("statement", "wrong.sql"), "has the parameter :jobid; did you mean :job_id?");
  }

  private void wrong(Map<String, String> parameters, String said) throws Exception {
    assertThatThrownBy(() -> routes.start(kamelet(), parameters))
        .rootCause()
        .hasMessageContaining(said);
    routes.clear();
  }

  @Test
  void startsWhileTheDatabaseIsAwayAndChecksTheNamesLater() throws Exception {
    disconnect();
    String wrong = routes.start(kamelet(), Map.of("table", "rivya_result"));
    String right = routes.start(kamelet(), parameters());
    Result result = Results.succeeded("in/cat.txt", Results.png(1, "x"));
    Exchange away = routes.send(right, result);
    reconnect();

    assertThat(((DeliveryFailed) away.getException()).permanent()).isFalse();
    assertThat(away.getException()).hasMessageContaining("cannot be reached");
    assertThat(routes.send(right, result).getException()).isNull();
    Exchange dead = routes.send(wrong, result);
    assertThat(((DeliveryFailed) dead.getException()).permanent()).isTrue();
    assertThat(dead.getException()).hasMessageContaining("Did you mean rivya_results?");
  }
}
