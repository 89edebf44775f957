package dev.rivyaroutes.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.console.Chromium.Look;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Takes a picture of every page in light, dark and on a phone, for people to look at. Its name has
 * it run by hand only: {@code mvn test -Dtest=ConsoleScreenshots}.
 */
class ConsoleScreenshots extends ConsoleTestBase {
  private static final Path FOLDER = Path.of("target", "screenshots");
  private static final String LONG =
      "A poster with a long prompt, as people write them. ".repeat(9);

  @Autowired private JdbcTemplate jdbc;

  @Test
  void takesThemAll() throws Exception {
    String parked = finished("A poster that waits for a person");
    String failed = troubles(parked);
    List<String> pages = pages("spring");
    pages.addAll(
        List.of(
            "/console/jobs/" + failed,
            "/console/jobs/" + parked,
            "/console/jobs?q=cost:many",
            "/console/jobs?q=nothing-like-it",
            "/login?error",
            "/elsewhere",
            "/console/bulk-orders/"
                + api("GET", "/api/bulk-orders", null).findValuesAsText("id").get(1)));
    Files.createDirectories(FOLDER);
    try (Chromium chromium = Chromium.start()) {
      chromium.logIn(address(""), "ops");
      for (Look look : Look.values()) {
        chromium.look(look);
        for (int i = 0; i < pages.size(); i++) {
          chromium.driver.get(address(pages.get(i)));
          String name = pages.get(i).replaceAll("[0-7][0-9A-Z]{25}.*|[^a-z]+", "-");
          Path file =
              FOLDER.resolve(
                  "%02d%s-%s.png".formatted(i, name, look.name().toLowerCase(Locale.ROOT)));
          Files.write(file, chromium.picture());
        }
      }
    }
    assertThat(FOLDER).isNotEmptyDirectory();
  }

  /** Jobs of many states, with long texts, and a bulk order that has paused itself. */
  private String troubles(String parked) throws Exception {
    RIVYA.trouble().add(Trouble.next(1, Operation.CREATE, TroubleKind.FAILED_TASK));
    String failed = brief("Failing. " + LONG);
    awaitState(failed, "failed");
    for (int i = 0; i < 4; i++) {
      finished(i + ". " + LONG);
    }
    jdbc.update(
        "insert into job_file select job_id, 'reference', n, 'sketch of a very long name '"
            + " || name, content_type, kind, size, sha256, url, beside from job_file"
            + " where job_id = ?",
        parked);
    jdbc.update(
        "update job set state = 'parked', trouble = 'unknown', code = 'poison', cause = ?"
            + " where id = ?",
        "The program crashed 3 times while processing this job. The job is parked; replay it to try again.",
        parked);
    String bulk = bulk("summer", "state:failed");
    jdbc.update(
        "update bulk_order set state = 'paused', cause = ?, succeeded = 12, failed = 3, open = 4,"
            + " waiting = 120 where id = ?",
        "Paused, because 3 of 15 jobs failed, which is more than 10 %. Look at them, then resume or end it.",
        bulk);
    RIVYA.timing(Timing.all(Duration.ofHours(1)));
    awaitState(brief("A poster that takes its time"), "waiting");
    RIVYA.timing(Timing.AT_ONCE);
    return failed;
  }
}
