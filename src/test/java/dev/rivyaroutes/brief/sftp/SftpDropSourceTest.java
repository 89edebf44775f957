package dev.rivyaroutes.brief.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.brief.Briefs;
import dev.rivyaroutes.brief.FileStability;
import dev.rivyaroutes.brief.LogOnce;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.PendingBriefs;
import dev.rivyaroutes.brief.SourceProcess;
import dev.rivyaroutes.connection.sftp.SftpConnections;
import dev.rivyaroutes.connection.sftp.SftpSession;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.testing.LogLines;
import dev.rivyaroutes.testing.SettableClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What the SFTP source does with files on a real server, beyond the contract of all sources. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SftpDropSourceTest {
  @TempDir private Path temp;
  private SftpHouse house;
  private final List<String> opened = new CopyOnWriteArrayList<>();

  @BeforeEach
  void open() throws Exception {
    house = new SftpHouse(temp);
    house.server.events =
        new SftpEventListener() {
          @Override
          public void opening(ServerSession session, String remoteHandle, Handle local) {
            if (Files.isRegularFile(local.getFile())) {
              opened.add(local.getFile().getFileName().toString());
            }
          }
        };
  }

  @AfterEach
  void close() throws Exception {
    house.close();
  }

  private void until(Callable<Boolean> condition) {
    house.world.until(Duration.ofSeconds(3), condition);
  }

  /** Lets three more polls begin, of which two have ended. */
  private void poll() {
    int before = house.server.listings.get();
    until(() -> house.server.listings.get() >= before + 3);
  }

  private List<String> prompts() {
    return house.world.prompts();
  }

  @Test
  void takesAFileOnlyWhenItIsCompletelyWritten() throws Exception {
    Path slow = Files.writeString(house.in.resolve("slow.txt"), "a ");
    Files.writeString(house.in.resolve("upload.txt.part"), "half");
    Files.writeString(house.in.resolve(".hidden.txt"), "hidden");
    try (SourceProcess one = house.start("one", SftpHouse.parameters("stability", "8s"))) {
      for (int i = 0; i < 5; i++) {
        house.world.clock.forward(Duration.ofSeconds(3));
        Files.writeString(slow, "very ", StandardOpenOption.APPEND);
        await().during(Duration.ofMillis(150)).until(() -> prompts().isEmpty());
      }
      Files.writeString(slow, "slow fox", StandardOpenOption.APPEND);
      Files.move(house.in.resolve("upload.txt.part"), house.in.resolve("upload.txt"));
      until(() -> prompts().size() == 2);

      assertThat(prompts())
          .containsExactlyInAnyOrder("a very very very very very slow fox", "half");
      assertThat(house.files()).contains("slow.txt", "upload.txt", ".hidden.txt");
      assertThat(one.faults()).isNotNull();
    }
  }

  @Test
  void takesNewContentOfANameAsANewBriefAndReadsNothingTwice() throws Exception {
    house.drop("größe 猫.txt", "a fox");
    try (SourceProcess one = house.start("one", SftpHouse.parameters())) {
      until(() -> prompts().size() == 1);
      poll();
      assertThat(opened).containsExactly("größe 猫.txt");
      assertThat(one.probe().arrivals()).containsExactly("größe 猫.txt");
      assertThat(house.world.source().backlog().waiting()).isZero();
    }
    try (SourceProcess again = house.start("again", SftpHouse.parameters())) {
      int before = house.server.listings.get();
      until(() -> house.server.listings.get() > before + 3);
      assertThat(opened).as("after a restart").hasSize(1);

      house.drop("größe 猫.txt", "a cat");
      until(() -> prompts().size() == 2);
      house.drop("größe 猫.txt", "a fox");
      Files.setLastModifiedTime(
          house.in.resolve("größe 猫.txt"), FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));
      until(() -> opened.size() == 3);
      poll();
      assertThat(prompts()).containsExactly("a fox", "a cat");
      assertThat(again.faults()).isNotNull();
    }
  }

  @Test
  void refusesNewInvalidContentOfANameAgain() throws Exception {
    house.drop("brief.json", "{ broken");
    try (SourceProcess one = house.start("one", SftpHouse.parameters())) {
      until(() -> house.refused().size() == 1);
      house.drop("brief.json", "{ broken in another way");
      until(() -> house.refused().size() == 2);
      poll();

      assertThat(house.world.refusals()).hasSize(2);
      assertThat(house.files()).containsExactly("brief.json");
      assertThat(opened).hasSize(2);
      assertThat(one.faults()).isNotNull();
    }
  }

  @Test
  void takesDocumentsBeforeTheMediaThatTheyName() throws Exception {
    house.drop("a/cat.png", Briefs.PNG);
    Files.writeString(house.in.resolve("a/order.json"), "{\"prompt\":");
    try (SourceProcess one =
        house.start("one", SftpHouse.parameters("after", "move", "stability", "10s"))) {
      // The picture is stable then, and the document is not.
      Instant end = house.world.clock.instant().plusSeconds(15);
      while (house.world.clock.instant().isBefore(end)) {
        Files.writeString(house.in.resolve("a/order.json"), " ", StandardOpenOption.APPEND);
        int before = house.server.listings.get();
        until(() -> house.server.listings.get() > before);
      }
      assertThat(opened).as("its document is being written").doesNotContain("cat.png");
      house.drop(
          "a/order.json", "{\"prompt\": \"a cat\", \"references\": [\"CAT.png\", \"dog.png\"]}");
      until(() -> opened.contains("order.json"));
      poll();
      assertThat(prompts()).as("dog.png is missing").isEmpty();
      house.drop("a/dog.png", Briefs.PNG);
      until(() -> prompts().size() == 1);
      until(() -> house.files().stream().allMatch(name -> name.startsWith(".done/")));

      assertThat(prompts()).containsExactly("a cat");
      assertThat(house.files())
          .containsExactly(".done/a/cat.png", ".done/a/dog.png", ".done/a/order.json");
      assertThat(house.refused()).isEmpty();
      assertThat(one.faults()).isNotNull();
    }
  }

  @Test
  void readsAFileOnlyOnceItsMarkerIsThere() throws Exception {
    house.drop("a.txt", "a fox");
    house.drop("b.txt", "a cat");
    house.drop("b.txt.done", "");
    try (SourceProcess one =
        house.start("one", SftpHouse.parameters("ready", ".done", "after", "delete"))) {
      until(() -> prompts().size() == 1);
      poll();
      assertThat(house.files()).containsExactly("a.txt");
      house.drop("a.txt.done", "");
      until(() -> house.files().isEmpty());

      assertThat(prompts()).containsExactly("a cat", "a fox");
      assertThat(one.faults()).isNotNull();
    }
  }

  @Test
  void movesFilesWithoutOverwritingAndKeepsRefusedOnes() throws Exception {
    try (SourceProcess one =
        house.start("one", SftpHouse.parameters("after", "move", "target", "/archive/in"))) {
      house.drop("sub/a.txt", "a fox");
      house.drop("bad.xyz", "what is this");
      until(() -> house.files().equals(List.of(".refused/bad.xyz")));
      house.drop("sub/a.txt", "a cat");
      until(() -> prompts().size() == 2);
      until(() -> house.files().size() == 1);

      Path archive = house.server.root().resolve("archive/in/sub");
      try (Stream<Path> moved = Files.list(archive)) {
        assertThat(moved.map(path -> path.getFileName().toString()))
            .hasSize(2)
            .contains("a.txt")
            .anyMatch(name -> name.matches("a\\.\\d{8}T\\d{9}Z\\.txt"));
      }
      assertThat(archive.resolve("a.txt")).hasContent("a fox");
      assertThat(house.refused()).hasSize(1).allMatch(why -> why.contains(".xyz"));
      assertThat(one.faults()).isNotNull();
    }
  }

  @Test
  void deletesOnlyTheContentThatTheLedgerHas() throws Exception {
    try (SourceProcess one = house.start("one", SftpHouse.parameters("after", "delete"))) {
      one.probe()
          .action(
              () -> {
                try {
                  if (one.probe().arrivals().size() == 1) {
                    house.drop("a.txt", "a cat, newer");
                  }
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      house.drop("a.txt", "a fox");
      until(() -> prompts().size() == 2);
      until(() -> house.files().isEmpty());

      assertThat(prompts()).containsExactly("a fox", "a cat, newer");
    }
  }

  @Test
  void saysOnceThatAFileCannotBeMovedAndMovesItLater() throws Exception {
    try (SourceProcess one = house.start("one", SftpHouse.parameters("after", "move"));
        LogLines log = LogLines.of(SftpDropSource.class)) {
      house.server.events =
          new SftpEventListener() {
            @Override
            public void moving(
                ServerSession session, Path from, Path to, Collection<CopyOption> options)
                throws IOException {
              throw new SftpException(SftpConstants.SSH_FX_PERMISSION_DENIED, "no");
            }
          };
      house.drop("a.txt", "a fox");
      house.drop("b.txt", "a cat");
      until(() -> log.all().size() == 2);
      poll();
      poll();
      assertThat(log.all())
          .filteredOn(line -> line.contains("'a.txt' is in the ledger but stays where it is"))
          .hasSize(1)
          .allMatch(line -> line.contains("the user shop may not do that"));
      assertThat(house.world.source().failures()).isZero();

      house.server.events = new SftpEventListener() {};
      until(() -> house.files().equals(List.of(".done/a.txt", ".done/b.txt")));
      assertThat(prompts()).hasSize(2);
      assertThat(one.probe().arrivals()).as("not read again").hasSize(2);
      assertThat(one.faults()).isNotNull();
    }
  }

  @Test
  void passesOverFilesThatItMayNotReadAndLinks() throws Exception {
    Path secret = Files.writeString(temp.resolve("secret.txt"), "secret");
    Files.createSymbolicLink(house.in.resolve("link.txt"), secret);
    Path elsewhere = Files.createDirectories(temp.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("b.txt"), "elsewhere");
    Files.createSymbolicLink(house.in.resolve("folder"), elsewhere);
    house.server.events =
        new SftpEventListener() {
          @Override
          public void opening(ServerSession session, String remoteHandle, Handle local)
              throws IOException {
            if (local.getFile().endsWith("lockéd.txt")) {
              throw new SftpException(SftpConstants.SSH_FX_PERMISSION_DENIED, "no");
            }
          }
        };
    house.drop("lockéd.txt", "locked");
    house.drop("steal.json", "{\"prompt\": \"x\", \"references\": [\"folder/b.txt\"]}");
    try (SourceProcess one = house.start("one", SftpHouse.parameters());
        LogLines log = LogLines.of(SftpDropSource.class)) {
      house.drop("z.txt", "a fox");
      until(() -> prompts().size() == 1);
      house.world.clock.forward(Duration.ofMinutes(1));
      until(() -> house.refused().size() == 1);

      assertThat(prompts()).containsExactly("a fox");
      assertThat(house.refused().get(0)).contains("folder/b.txt").contains("was not found");
      assertThat(log.all())
          .filteredOn(line -> line.contains("/in/lockéd.txt"))
          .hasSize(1)
          .allMatch(line -> line.contains("the user shop may not do that"));
      assertThat(log.all()).anyMatch(line -> line.contains("'link.txt' is a symbolic link"));
      until(() -> house.world.source().backlog().waiting() == 1);
      assertThat(house.world.source().failures()).isZero();
      assertThat(one.faults()).isNotNull();
    }
  }

  @Test
  void keepsTheRefusedFileForAnOrderToTakeItAgain() throws Exception {
    try (SourceProcess one = house.start("one", SftpHouse.parameters("after", "move"))) {
      one.probe()
          .action(
              () -> {
                throw new IllegalArgumentException("it is odd");
              });
      house.drop("a/cat.png", Briefs.PNG);
      house.drop("a/order.json", "{\"prompt\": \"a cat\", \"references\": [\"cat.png\"]}");
      until(() -> house.refused().size() == 2);
      one.probe().reset();
      var order =
          house.world.quarantined().stream()
              .filter(kept -> kept.message().name().equals("a/order.json"))
              .findFirst()
              .orElseThrow();
      house.world.ledger().replays.order(order, new Order("ada", null));
      until(() -> house.files().contains(".done/a/order.json"));

      assertThat(prompts()).containsExactly("a cat");
      assertThat(house.files()).containsExactly(".done/a/order.json", ".refused/a/cat.png");
    }
  }

  @Test
  void saysThatTheFolderDoesNotExist() throws Exception {
    Files.delete(house.in);
    try (SourceProcess one = house.start("one", SftpHouse.parameters())) {
      until(() -> house.world.source() != null && house.world.source().failures() >= 2);
      assertThat(house.world.source().cause())
          .isEqualTo(
              "The folder sftp://127.0.0.1:%d/in does not exist. Create it, or correct the parameter directory."
                  .formatted(house.server.port()));
      Files.createDirectory(house.in);
      house.drop("a.txt", "a fox");
      until(() -> prompts().size() == 1);
      assertThat(one.faults()).isNotNull();
    }
  }

  /** Files that are settled take no memory while a folder is listed, and others a bounded one. */
  @Test
  void listsAFolderOfTenThousandFilesInParts() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      Files.createFile(house.in.resolve("%05d.%s".formatted(i, i % 2 == 0 ? "txt" : "png")));
    }
    SettableClock clock = new SettableClock(Instant.parse("2026-11-23T12:00:00Z"));
    SftpDropSettings settings = new SftpDropSettings();
    settings.setDirectory("/in");
    Briefs briefs = new Briefs(job -> BigDecimal.ONE);
    SettledFiles settled =
        new SettledFiles(
            briefs.ledger, new DefaultCamelContext(), "route", Origin.message("sftp", "in"));
    ListDrops list =
        new ListDrops(
            settings,
            settled,
            new FileStability<>(clock, Duration.ofSeconds(5)),
            new PendingBriefs(clock, Duration.ofSeconds(30)),
            new LogOnce(LoggerFactory.getLogger(getClass())));
    SftpConnections connections = house.server.connection().connections();
    try (SftpSession session = connections.get("default").openForBytes()) {
      assertThat(list.list(session, "/in").files()).isExhausted();
      clock.forward(Duration.ofMinutes(2));
      Drops drops = list.list(session, "/in");

      List<DropFile> files = new ArrayList<>();
      drops.files().forEachRemaining(files::add);
      assertThat(files).hasSize(1_000).allMatch(file -> file.path().endsWith(".txt"));
      assertThat(drops.hasMore()).isTrue();
      assertThat(drops.backlog(0).waiting()).isEqualTo(10_000);
      files.forEach(settled::add);
      files.clear();
      list.list(session, "/in").files().forEachRemaining(files::add);
      assertThat(files).hasSize(1_000).noneMatch(settled::contains);
    } finally {
      connections.destroy();
    }
  }

  @Test
  void refusesAFileThatIsTooLargeWithoutFetchingIt() throws Exception {
    try (var large = new java.io.RandomAccessFile(house.in.resolve("v.mp4").toFile(), "rw")) {
      large.setLength(200L << 20);
    }
    try (SourceProcess one = house.start("one", SftpHouse.parameters("after", "delete"))) {
      until(() -> house.refused().size() == 1);
      assertThat(house.refused().get(0)).contains("'v.mp4' is larger than");
      assertThat(opened).isEmpty();
      until(() -> house.files().equals(List.of(".refused/v.mp4")));
      assertThat(one.faults()).isNotNull();
    }
  }

  @Test
  void leavesNoTemporaryFiles() throws Exception {
    String mark = UUID.randomUUID().toString();
    house.drop("a.txt", "a fox " + mark);
    house.drop("b.json", "{ broken " + mark);
    try (SourceProcess one = house.start("one", SftpHouse.parameters())) {
      until(() -> prompts().size() == 1 && house.refused().size() == 1);
      poll();
      assertThat(one.faults()).isNotNull();
    }
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(all.filter(path -> path.getFileName().toString().startsWith("rivya-sftp-")))
          .noneMatch(path -> path.toFile().length() < 100 && read(path).contains(mark));
    }
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      return ""; // That of another test, which is gone.
    }
  }

  @Test
  void stopsTheStartWithTheRemedy() {
    Map<String, String> wrong =
        Map.of(
            "directory", "sftp-drop-source has no directory",
            "delay", "sftp-drop-source has delay: soon; it must be a time with unit",
            "target", "it must be another folder than the one that is polled");
    wrong.forEach(
        (parameter, message) -> {
          Map<String, String> all = SftpHouse.parameters("after", "move");
          all.put(
              parameter, Map.of("directory", " ", "delay", "soon", "target", "/in").get(parameter));
          assertThatThrownBy(() -> house.start(parameter, all).close())
              .rootCause()
              .hasMessageContaining(message);
        });
  }
}
