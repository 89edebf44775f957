package dev.rivyaroutes.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.ledger.LedgerWorld;
import dev.rivyaroutes.ledger.TestLedger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerCommandTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String command, Path file, Path ledger) {
    LedgerCommand on = on("jdbc:sqlite:" + ledger);
    return command.equals("backup") ? on.backUp(file) : on.restore(file);
  }

  private LedgerCommand on(String url) {
    return new LedgerCommand(url, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private static int count(Path ledger, String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
        ResultSet row =
            connection.createStatement().executeQuery("select count(*) from " + query)) {
      return row.getInt(1);
    }
  }

  @Test
  void copiesWhatIsCommittedWhileJobsAreAcceptedAndPutsItBack() throws Exception {
    TestLedger database = TestLedger.migrated();
    Path ledger = database.file();
    Path copy = folder.resolve("copy.db");
    AtomicInteger accepted = new AtomicInteger();
    AtomicBoolean stop = new AtomicBoolean();
    try (LedgerWorld world = LedgerWorld.on(database)) {
      Thread load =
          new Thread(
              () -> {
                while (!stop.get()) {
                  world.submitting("brief-" + accepted.get());
                  accepted.incrementAndGet();
                }
              });
      load.start();
      await().until(() -> accepted.get() > 20);
      int before = accepted.get();

      assertThat(run("backup", copy, ledger)).as(err.toString()).isZero();

      int after = accepted.get();
      stop.set(true);
      load.join();
      assertThat(count(copy, "job")).isBetween(before, after + 1);
      assertThat(count(copy, "job where id not in (select job_id from job_content)")).isZero();
      assertThat(count(copy, "job where id not in (select job_id from job_event)")).isZero();

      try (LedgerFile running = new LedgerFile(ledger)) {
        running.open();
        assertThat(run("restore", copy, ledger)).isEqualTo(3);
        assertThat(err.toString()).contains("The program is running with the ledger");
      }
      assertThat(run("backup", copy, ledger)).as("a file that exists").isEqualTo(2);
      assertThat(err.toString()).contains("exists already; nothing was copied");
    }
    int kept = count(copy, "job");
    Path elsewhere = folder.resolve("house/ledger.db");
    Files.createDirectories(elsewhere.getParent());
    Files.copy(copy, elsewhere);
    assertThat(run("restore", copy, elsewhere)).as(err.toString()).isZero();
    assertThat(count(elsewhere, "job")).isEqualTo(kept);
    try (var files = Files.list(elsewhere.getParent())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .anyMatch(name -> name.matches("ledger.db-before-\\d{8}-\\d{6}"))
          .noneMatch(name -> name.endsWith(".part"));
    }
  }

  /** In a process of its own, because this one has loaded the library. */
  @Test
  void saysWhereItsLibraryCannotBeLoaded() throws Exception {
    Path blocked = Files.createFile(folder.resolve("blocked"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.sqlite.tmpdir=" + blocked,
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                Backup.class.getName(),
                folder.resolve("copy.db").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(2);
    assertThat(said)
        .contains(
            "The native library of SQLite cannot be loaded from " + blocked, "org.sqlite.tmpdir");
  }

  static final class Backup {
    public static void main(String[] args) {
      PrintWriter err = new PrintWriter(System.err, true);
      System.exit(new LedgerCommand("jdbc:sqlite:x.db", err, err).backUp(Path.of(args[0])));
    }
  }

  @Test
  void restoresNothingThatIsNoLedger() throws IOException {
    Path ledger = Files.writeString(folder.resolve("ledger.db"), "kept");
    Path text = Files.writeString(folder.resolve("text.db"), "hello ".repeat(200));
    assertThat(run("restore", text, ledger)).isEqualTo(2);
    assertThat(err.toString()).contains("is not a sound ledger");
    assertThat(run("restore", folder.resolve("none.db"), ledger)).isEqualTo(2);
    assertThat(err.toString()).contains("There is no file");
    assertThat(ledger).hasContent("kept");
  }

  @Test
  void namesTheToolsOfAnotherDatabaseAndAMissingLedger() {
    assertThat(on("jdbc:postgresql://db/rivya").backUp(Path.of("x"))).isEqualTo(2);
    assertThat(err.toString()).contains("pg_dump");
    assertThat(run("backup", folder.resolve("b.db"), folder.resolve("none.db"))).isEqualTo(2);
    assertThat(err.toString()).contains("There is no ledger");
  }
}
