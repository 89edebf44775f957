package dev.rivyaroutes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.sqlite.LedgerFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/**
 * A power cut at a random moment under load: from copies of the ledger's files that many states of
 * a disk are made which it could have then. Of the log, all is kept that was forced, and what
 * follows is cut off, empty or partly written; of the file, each page is older or newer, as long as
 * the log still has it.
 *
 * <p>What was forced is known from SQLite, which counts a commit in its shared index only after the
 * call that forces it. So this shows that the ledger is whole and has each acknowledged commit if
 * SQLite makes that call and the disk obeys it; it shows neither of these.
 */
class PowerCutIT {

  private static final int PAGE = 4096;
  private static final int LOG_HEADER = 32;
  private static final int FRAME = 24 + PAGE;
  private static final int SECTOR = 512;
  private static final int CALLERS = 8;

  @TempDir private Path folder;
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  /** What was acknowledged: ids of briefs, and of the jobs among them that were submitted. */
  private record Acknowledged(Set<String> accepted, Set<String> submitted) {}

  /** Callers that hand in briefs, and one that submits them. */
  private static final class Load implements AutoCloseable {
    private final LedgerWorld world;
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Set<String> submitted = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> callers = new ArrayList<>();
    private volatile boolean stopped;

    Load(LedgerWorld world) {
      this.world = world;
      for (int n = 0; n < CALLERS; n++) {
        String caller = n + "-";
        callers.add(threads.submit(() -> accept(caller)));
      }
      callers.add(threads.submit(this::submit));
    }

    private void accept(String caller) {
      for (int n = 0; !stopped; n++) {
        String id = caller + n;
        world.one.accept.accept(List.of(LedgerWorld.brief(id)));
        accepted.add(id);
      }
    }

    private void submit() {
      while (!stopped) {
        for (Job job : world.one.jobs.claim(Stage.SUBMIT, LedgerWorld.ACCOUNT, 8)) {
          world.one.progress.recordSubmitted(job, "task-" + job.id(), null, world.clock.instant());
          submitted.add(job.id());
        }
      }
    }

    void awaitMore(int commits) {
      int goal = accepted.size() + commits;
      await().pollInterval(Duration.ofMillis(10)).until(() -> accepted.size() >= goal);
    }

    Acknowledged acknowledged() {
      return new Acknowledged(Set.copyOf(accepted), Set.copyOf(submitted));
    }

    @Override
    public void close() throws Exception {
      stopped = true;
      for (Future<?> caller : callers) {
        caller.get();
      }
      threads.shutdown();
    }
  }

  @RepeatedTest(50)
  void losesNothingThatWasAcknowledged() throws Exception {
    Path cut = folder.resolve("ledger.db");
    Acknowledged acknowledged;
    TestLedger ledger = TestLedger.migrated();
    try (LedgerWorld world = LedgerWorld.on(ledger);
        Load load = new Load(world)) {
      load.awaitMore(random.nextInt(10, 800));
      acknowledged = cutPower(ledger.file(), load, cut);
    }

    try (LedgerFile file = new LedgerFile(cut)) {
      file.open(); // Which checks it, because it was not closed.
    }
    try (Connection connection = open(cut)) {
      assertThat(texts(connection, "pragma integrity_check"))
          .as("seed %d", seed)
          .containsOnly("ok");
      assertThat(texts(connection, "pragma foreign_key_check")).as("seed %d", seed).isEmpty();
      assertThat(missing(acknowledged.accepted, connection, "select source_id from job_content"))
          .as("briefs that were accepted; seed %d", seed)
          .isEmpty();
      assertThat(
              missing(
                  acknowledged.submitted,
                  connection,
                  "select id from job where task_id = 'task-' || id"))
          .as("jobs that were submitted; seed %d", seed)
          .isEmpty();
      assertThat(
              texts(
                  connection,
                  "select id from job where id not in (select job_id from job_content)"
                      + " or id not in (select job_id from job_event)"))
          .as("halves of a commit; seed %d", seed)
          .isEmpty();
    }
  }

  private Acknowledged cutPower(Path ledger, Load load, Path cut) throws IOException, SQLException {
    byte[] early;
    byte[] late;
    byte[] log;
    int forced;
    Acknowledged acknowledged;
    // As long as it reads, SQLite may append to the log but not begin it anew.
    try (Connection reader = open(ledger)) {
      reader.setAutoCommit(false);
      texts(reader, "select id from job limit 1");
      early = Files.readAllBytes(ledger);
      load.awaitMore(random.nextInt(200));
      late = Files.readAllBytes(ledger);
      acknowledged = load.acknowledged();
      forced = LOG_HEADER + FRAME * forcedFrames(beside(ledger, "-shm"));
      log = Files.readAllBytes(beside(ledger, "-wal"));
    }
    Files.write(cut, mixed(early, late));
    Files.write(beside(cut, "-wal"), torn(log, forced));
    return acknowledged;
  }

  /** Each page is older or newer; one that the older file had not is empty or there. */
  private byte[] mixed(byte[] early, byte[] late) {
    byte[] mixed = late.clone();
    for (int at = 0; at < late.length; at += PAGE) {
      if (random.nextBoolean()) {
        if (at < early.length) {
          System.arraycopy(early, at, mixed, at, PAGE);
        } else {
          Arrays.fill(mixed, at, at + PAGE, (byte) 0);
        }
      }
    }
    return mixed;
  }

  /** The log with what was forced, and some sectors of what was not. */
  private byte[] torn(byte[] log, int forced) {
    byte[] torn = Arrays.copyOf(log, forced + random.nextInt(log.length - forced + 1));
    double lost = random.nextDouble();
    for (int at = forced; at < torn.length; at += SECTOR) {
      if (random.nextDouble() < lost) {
        Arrays.fill(torn, at, Math.min(at + SECTOR, torn.length), (byte) 0);
      }
    }
    return torn;
  }

  /** How many frames of the log are committed, by SQLite's index, which has that twice. */
  private static int forcedFrames(Path index) throws IOException {
    byte[] header = new byte[96];
    try (RandomAccessFile file = new RandomAccessFile(index.toFile(), "r")) {
      do {
        file.seek(0);
        file.readFully(header);
      } while (!Arrays.equals(header, 0, 48, header, 48, 96));
    }
    return ByteBuffer.wrap(header).order(ByteOrder.nativeOrder()).getInt(16);
  }

  private static Path beside(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  private static Connection open(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  private static Set<String> missing(Set<String> acknowledged, Connection connection, String query)
      throws SQLException {
    Set<String> missing = new HashSet<>(acknowledged);
    missing.removeAll(texts(connection, query));
    return missing;
  }

  private static Set<String> texts(Connection connection, String query) throws SQLException {
    Set<String> texts = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        texts.add(row.getString(1));
      }
    }
    return texts;
  }
}
