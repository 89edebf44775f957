package dev.rivyaroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL that writes through at each commit, as an installed one does. */
final class DurablePostgres implements AutoCloseable {

  /** The name and the password of its user. */
  static final String USER = "postgres";

  private static final List<String> DURABLE =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  private final EmbeddedPostgres postgres;
  private final ProcessHandle server;

  /** The embedded server is made for tests and forgets unless it is told otherwise. */
  DurablePostgres() throws IOException, SQLException {
    EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
    DURABLE.forEach(setting -> builder.setServerConfig(setting, "on"));
    postgres = builder.start();
    try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
      for (String setting : DURABLE) {
        assertThat(ask(connection, "show " + setting)).as(setting).isEqualTo("on");
      }
      // The backend lives as long as its connection.
      long backend = Long.parseLong(ask(connection, "select pg_backend_pid()"));
      server = ProcessHandle.of(backend).flatMap(ProcessHandle::parent).orElseThrow();
    }
  }

  private static String ask(Connection connection, String question) throws SQLException {
    try (ResultSet answer = connection.createStatement().executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }

  /** A database of its own in this server. */
  BenchLedger ledger(String database) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement create = connection.createStatement()) {
      create.execute("create database " + database);
    }
    return new BenchLedger(postgres.getJdbcUrl(USER, database), USER, USER);
  }

  /** How many transactions a database has ended, statements of their own among them. */
  long transactions(String database) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
      return Long.parseLong(
          ask(
              connection,
              "select xact_commit + xact_rollback from pg_stat_database where datname = '"
                  + database
                  + "'"));
    }
  }

  Stream<ProcessHandle> processes() {
    return Stream.concat(Stream.of(server), server.descendants());
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
