package dev.rivyaroutes.engine.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.github.f4b6a3.ulid.Ulid;
import dev.rivyaroutes.ledger.accept.AcceptJobs;
import dev.rivyaroutes.ledger.accept.JobInput;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.quarantine.MessageKey;
import dev.rivyaroutes.ledger.quarantine.Quarantine;
import dev.rivyaroutes.ledger.quarantine.RawMessage;
import dev.rivyaroutes.ledger.quarantine.Refusal;
import dev.rivyaroutes.ledger.quarantine.RefusedMessage;
import dev.rivyaroutes.media.MediaStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The clean-up over a real ledger and a real folder. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    classes = CleanUpTest.Program.class,
    properties =
        "spring.datasource.url=jdbc:sqlite:target/ledgers/clean-up-${random.uuid}/ledger.db")
class CleanUpTest {

  @SpringBootConfiguration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    FlywayAutoConfiguration.class
  })
  @ConfigurationPropertiesScan({"dev.rivyaroutes.media", "dev.rivyaroutes.ledger"})
  @ComponentScan({"dev.rivyaroutes.media", "dev.rivyaroutes.ledger"})
  @Import({CleanUp.class, CleanUp.Ages.class})
  static class Program {}

  private static final BooleanSupplier TO_THE_END = () -> true;
  @TempDir static Path folder;

  @Autowired private CleanUp cleanUp;
  @Autowired private AcceptJobs accept;
  @Autowired private MediaStore store;
  @Autowired private Quarantine quarantine;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private Clock clock;

  @DynamicPropertySource
  static void store(DynamicPropertyRegistry properties) {
    properties.add("rivya.media.store", () -> "file:" + folder);
  }

  @BeforeEach
  void empty() throws IOException {
    jdbc.update("delete from job");
    try (var blobs = store.untouchedSince(clock.instant().plusSeconds(60))) {
      for (String sha256 : blobs.toList()) {
        store.delete(sha256);
      }
    }
  }

  private JobFile stored(String text, Duration age) throws IOException {
    var media =
        store.put(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Long.MAX_VALUE);
    Path place = folder.resolve(media.sha256().substring(0, 2)).resolve(media.sha256());
    Files.setLastModifiedTime(place, FileTime.from(clock.instant().minus(age)));
    return new JobFile(1, "f.png", "image/png", "image", media.size(), media.sha256(), null);
  }

  private String job(String sourceId, JobFile reference) {
    NewJob job =
        new NewJob(
            "photos",
            sourceId,
            "in",
            "shop",
            "nano",
            new JobInput("p", "{}", null, List.of(reference)),
            null);
    return accept.accept(List.of(job)).get(0).jobId();
  }

  private void ended(String jobId, Duration ago) {
    jdbc.update(
        "update job set state = 'failed', stage = null, updated_at = ? where id = ?",
        clock.instant().minus(ago).atOffset(ZoneOffset.UTC),
        jobId);
  }

  @Test
  void keepsMediaAsLongAsAJobNeedsThemAndSevenDaysMore() throws Exception {
    JobFile waiting = stored("waiting", Duration.ofDays(30));
    JobFile young = stored("ended lately", Duration.ofDays(30));
    JobFile old = stored("ended long ago", Duration.ofDays(30));
    JobFile fresh = stored("stored just now, its job not yet in the ledger", Duration.ofDays(6));
    JobFile nobodys = stored("nobody's", Duration.ofDays(8));
    job("waiting", waiting);
    ended(job("ended lately", young), Duration.ofDays(6));
    ended(job("ended long ago", old), Duration.ofDays(8));

    cleanUp.run(TO_THE_END);

    assertThat(store.contains(waiting.sha256())).isTrue();
    assertThat(store.contains(young.sha256())).isTrue();
    assertThat(store.contains(fresh.sha256())).isTrue();
    assertThat(store.contains(old.sha256())).isFalse();
    assertThat(store.contains(nobodys.sha256())).isFalse();
    assertThat(jdbc.queryForObject("select count(*) from job", Integer.class)).isEqualTo(3);
  }

  @Test
  void deletesJobsAfterNinetyDaysAndKeepsTheirKeys() throws Exception {
    for (int days : new int[] {89, 91}) {
      var at = clock.instant().minus(Duration.ofDays(days));
      jdbc.update(
          "insert into job (id, flow, source_key, source_name, state, due_at, version, claims,"
              + " attempts, open_deliveries, created_at, updated_at)"
              + " values (?, 'photos', ?, 'in', 'done', ?, 0, 0, 0, 0, ?, ?)",
          Ulid.min(at.toEpochMilli()).toString(),
          Integer.toHexString(0x1000 + days).repeat(16),
          at.atOffset(ZoneOffset.UTC),
          at.atOffset(ZoneOffset.UTC),
          at.atOffset(ZoneOffset.UTC));
    }

    cleanUp.run(TO_THE_END);

    assertThat(jdbc.queryForObject("select count(*) from job", Integer.class)).isOne();
    assertThat(jdbc.queryForObject("select count(*) from past_job", Integer.class)).isOne();
  }

  @Test
  void keepsTheBytesOfAQuarantinedMessageForNinetyDays() throws Exception {
    for (int days : new int[] {89, 91}) {
      JobFile raw = stored("mail " + days, Duration.ofDays(days));
      quarantine.keep(
          new RefusedMessage(
              new MessageKey("mails", "mail", "shop", "mail " + days),
              null,
              "A photo",
              Refusal.of("refused", "No."),
              new RawMessage(raw.sha256(), raw.size(), "message/rfc822"),
              clock.instant()));
      jdbc.update(
          "update quarantine set due_at = ? where source_id = ?",
          clock.instant().minus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC),
          "mail " + days);
    }

    cleanUp.run(TO_THE_END);

    assertThat(quarantine.countByRoute()).containsExactly(entry("mails", 1L));
    try (var blobs = store.untouchedSince(clock.instant())) {
      assertThat(blobs).containsExactly(DigestUtils.sha256Hex("mail 89"));
    }
    jdbc.update("delete from quarantine");
  }

  @Test
  void removesUnfinishedFilesAndEndsWhenItIsStopped() throws Exception {
    Path left = Files.writeString(folder.resolve(".unfinished/left"), "x");
    Files.setLastModifiedTime(left, FileTime.from(clock.instant().minus(Duration.ofDays(2))));
    for (int i = 0; i < 201; i++) {
      stored("blob " + i, Duration.ofDays(8));
    }

    cleanUp.run(() -> false);

    assertThat(left).doesNotExist();
    try (var blobs = store.untouchedSince(clock.instant())) {
      assertThat(blobs).hasSize(1);
    }
    cleanUp.run(TO_THE_END);
    try (var blobs = store.untouchedSince(clock.instant())) {
      assertThat(blobs).isEmpty();
    }
  }
}
