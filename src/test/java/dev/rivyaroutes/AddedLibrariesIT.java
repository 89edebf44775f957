package dev.rivyaroutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.generation.PaidGeneration;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.media.MediaShape;
import dev.rivyaroutes.testing.Document;
import dev.rivyaroutes.testing.LibraryJar;
import dev.rivyaroutes.testing.ProgramProcess;
import dev.rivyaroutes.testing.RecordingHttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * The packaged program with jars in lib/ that it does not ship: a Camel component, what that
 * depends on, and a JDBC driver, in the flow of the documents.
 */
class AddedLibrariesIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Path LIBRARIES = Path.of("target", "added-libraries");

  private static final String FEED =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom">
        <title>News</title><id>urn:news</id><updated>2026-11-27T08:00:00Z</updated>
        <entry>
          <title>The harbour at dawn</title><id>urn:news:1</id><updated>2026-11-27T08:00:00Z</updated>
        </entry>
        <entry>
          <title>A market in the snow</title><id>urn:news:2</id><updated>2026-11-26T08:00:00Z</updated>
        </entry>
      </feed>
      """;

  @TempDir Path house;
  private Path log;

  @BeforeEach
  void copyTheProject() throws IOException {
    log = house.resolve("program.log");
    FileSystemUtils.copyRecursively(Path.of("config"), house.resolve("config"));
    Files.createDirectories(house.resolve("routes"));
    FileSystemUtils.copyRecursively(LIBRARIES, house.resolve("lib"));
  }

  @Test
  void runsAComponentAndADriverOfLib() throws Exception {
    Path database = Files.createDirectory(house.resolve("data")).resolve("news");
    try (SimulatedRivya rivya =
            SimulatedRivya.start(
                SimulatorSettings.defaults().withMedia(MediaShape.SMALL.withImageSide(65)));
        RecordingHttpServer feed = new RecordingHttpServer();
        Connection news =
            DriverManager.getConnection(
                "jdbc:h2:file:" + database.toAbsolutePath() + ";AUTO_SERVER=TRUE")) {
      rivya.timing(Timing.AT_ONCE);
      feed.answer = RecordingHttpServer.with(200, FEED, "Content-Type", "application/atom+xml");
      write(
          news,
          "create table rivya_results (job_id varchar(40) primary key, status text, source_id text, files text)");
      Files.writeString(
          house.resolve("routes/news.camel.yaml"),
          documented("yaml flow")
              .replace("https://news.example.com/feed.atom", feed.url("/feed.atom"))
              .replace("delay: 60000", "delay: 500"));
      Files.writeString(
          house.resolve("config/application.yaml"),
          "\n---\n" + documented("yaml config"),
          StandardOpenOption.APPEND);
      try (ProgramProcess program = ProgramProcess.start(command(rivya), house, log)) {
        program.awaitStarted();
        await().atMost(LIMIT).until(() -> rows(news).size() == 2);
        int seen = feed.calls.size();
        await("each entry comes again").atMost(LIMIT).until(() -> feed.calls.size() > seen + 2);
        assertThat(program.stop(LIMIT)).isTrue();
      }
      assertThat(rows(news))
          .containsExactlyEntriesOf(
              new TreeMap<>(Map.of("urn:news:1", "succeeded", "urn:news:2", "succeeded")));
      assertThat(rivya.generations().all())
          .extracting(PaidGeneration::prompt)
          .containsExactlyInAnyOrder("The harbour at dawn", "A market in the snow");
    }
    assertThat(Files.readString(log))
        .contains(
            "library  lib/camel-atom-4.18.0.jar", "library  lib/rssreader-", "library  lib/h2-")
        .doesNotContain(" WARN ", " ERROR ", "\tat ");
  }

  @Test
  void endsWith2WhereAJarIsWrong() throws Exception {
    Files.writeString(house.resolve("lib/driver.jar"), "<html>404</html>");
    Path old = house.resolve("lib/camel-ftp-4.10.0.jar");
    LibraryJar.camel(old, "camel-ftp", "4.10.0");

    List<String> command = packaged();
    try (ProgramProcess program = ProgramProcess.start(command, house, log)) {
      assertThat(program.exitCode(LIMIT)).isEqualTo(2);
    }
    assertThat(Files.readAllLines(log))
        .containsExactlyInAnyOrder(
            "lib/driver.jar is not a jar, or is damaged (zip END header not found). Copy it again, or remove it.",
            "lib/camel-ftp-4.10.0.jar is camel-ftp of Camel 4.10.0, but the program has Camel 4.18.0. Put camel-ftp-4.18.0.jar there in its place, with its dependencies.");
  }

  /** The jar itself: only its launcher reads lib/. */
  private static List<String> packaged() {
    return ProgramProcess.command(ProgramProcess.JAR, ProgramProcess.QUICK.toArray(String[]::new));
  }

  private static List<String> command(SimulatedRivya rivya) {
    List<String> command = packaged();
    String account = "--rivya.accounts.production-image-workflow.";
    command.addAll(
        List.of(
            "--server.port=0",
            "--management.server.port=0",
            account + "base-url=" + rivya.baseUri(),
            account + "api-key=" + SimulatorSettings.DEFAULT_KEY,
            "--rivya.wait.first=100ms",
            "--rivya.wait.interval=200ms..300ms"));
    return command;
  }

  /** The block of the page that is about the feed. */
  private static String documented(String info) throws IOException {
    return Document.page("flows-and-briefs").blocks(info).stream()
        .map(Document.Block::text)
        .filter(text -> text.contains("news"))
        .findFirst()
        .orElseThrow();
  }

  private static void write(Connection database, String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The status by the id of the source. */
  private static Map<String, String> rows(Connection database) throws SQLException {
    Map<String, String> rows = new TreeMap<>();
    try (Statement statement = database.createStatement();
        ResultSet row =
            statement.executeQuery("select source_id, status from rivya_results order by 1")) {
      while (row.next()) {
        rows.put(row.getString(1), row.getString(2));
      }
    }
    return rows;
  }
}
