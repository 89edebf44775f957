package dev.rivyaroutes.delivery.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.connection.database.DatabaseConnection;
import dev.rivyaroutes.connection.database.DatabaseOf;
import dev.rivyaroutes.delivery.PublicUrlProperties;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultLinks;
import dev.rivyaroutes.testing.Results;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** On a database that is not PostgreSQL. */
class UpsertRowTest {
  private final ResultLinks links =
      ResultLinks.of(new PublicUrlProperties("https://routes.example.com"));
  private DatabaseConnection database;
  private JdbcTemplate jdbc;
  private Connection kept;
  private UpsertRow upsert;

  @BeforeEach
  void open() throws Exception {
    database =
        DatabaseOf.one("h2", Map.of("url", "jdbc:h2:mem:" + UUID.randomUUID(), "pool-size", "6"))
            .get("h2");
    kept = database.open();
    jdbc = new JdbcTemplate(new SingleConnectionDataSource(kept, true));
    jdbc.execute(
        "create table results (job_id varchar(40) primary key, status varchar(20), files text,"
            + " credits numeric(10,2), finished_at timestamp with time zone)");
    upsert = UpsertRow.of(database, kept, "results", "job_id,status,files,credits,finished_at");
  }

  @AfterEach
  void close() throws Exception {
    kept.close();
  }

  private void write(Result result) throws Exception {
    try (Connection connection = database.open()) {
      connection.setAutoCommit(false);
      upsert.write(connection, result, links);
      connection.commit();
    }
  }

  @Test
  void insertsARowAndUpdatesItLater() throws Exception {
    write(Results.failed("a"));
    write(Results.succeeded("a", Results.png(1, "x")));
    write(Results.succeeded("a", Results.png(1, "x")));

    assertThat(jdbc.queryForList("select status || ' ' || credits from results", String.class))
        .containsExactly("succeeded 7.50");
  }

  @Test
  void writesOneRowWhenSeveralInsertAtTheSameTime() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(5);
    try {
      for (int round = 0; round < 20; round++) {
        String job = "job-" + round;
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
          all.add(
              threads.submit(
                  () -> {
                    write(Results.of(job, "a", null, Results.png(1, "x")));
                    return null;
                  }));
        }
        for (Future<?> one : all) {
          one.get();
        }
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(jdbc.queryForObject("select count(*) from results", Integer.class)).isEqualTo(20);
  }
}
