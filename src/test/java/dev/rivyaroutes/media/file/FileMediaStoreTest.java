package dev.rivyaroutes.media.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.OwnerOnly;
import dev.rivyaroutes.media.MediaConfiguration;
import dev.rivyaroutes.media.MediaKind;
import dev.rivyaroutes.media.MediaProperties;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.StoredMedia;
import dev.rivyaroutes.media.TooLargeException;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class FileMediaStoreTest {
  private static final String FOX_SHA =
      "d7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592";
  private static final byte[] FOX =
      "The quick brown fox jumps over the lazy dog".getBytes(StandardCharsets.UTF_8);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path root;
  private MediaStore store;

  @BeforeEach
  void open() throws IOException {
    store = new FileMediaStore(root, CLOCK);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void keepsBytesFromOtherUsersOfTheHost() throws IOException {
    store.put(new ByteArrayInputStream(FOX), 100);

    assertThat(OwnerOnly.mode(root.resolve("d7/" + FOX_SHA))).isEqualTo("rw-------");
  }

  @Test
  void keepsBytesUnderTheirHash() throws IOException {
    StoredMedia media = store.put(new ByteArrayInputStream(FOX), 100);

    assertThat(media.sha256()).isEqualTo(FOX_SHA);
    assertThat(media.size()).isEqualTo(43);
    assertThat(files()).containsExactly(root.resolve("d7/" + FOX_SHA));
    assertThat(store.open(FOX_SHA)).hasBinaryContent(FOX);
    assertThat(store.open(FOX_SHA, 40)).hasContent("dog");
  }

  @Test
  void makesItsFoldersBeforeTheFirstBlob() {
    assertThat(root.resolve("00")).isEmptyDirectory();
    assertThat(root.resolve("d7")).isEmptyDirectory();
    assertThat(root.resolve("ff")).isEmptyDirectory();
  }

  @Test
  void keepsTheSameBytesOnce() throws IOException {
    store.put(new ByteArrayInputStream(FOX), 100);
    store.put(new ByteArrayInputStream(FOX), 100);

    assertThat(files()).hasSize(1);
  }

  @Test
  void repairsABlobOfAnotherLength() throws IOException {
    store.put(new ByteArrayInputStream(FOX), 100);
    Files.writeString(root.resolve("d7/" + FOX_SHA), "The qu");

    store.put(new ByteArrayInputStream(FOX), 100);

    assertThat(store.open(FOX_SHA)).hasBinaryContent(FOX);
  }

  @Test
  void takesExactlyTheLimitAndRefusesAByteMore() throws IOException {
    store.put(new ByteArrayInputStream(FOX), 43);
    byte[] more = (new String(FOX, StandardCharsets.UTF_8) + ".").getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> store.put(new ByteArrayInputStream(more), 43))
        .isInstanceOf(TooLargeException.class)
        .hasMessage("more than 43 bytes");
    assertThat(files()).hasSize(1);
  }

  @Test
  void keepsNothingOfAStreamThatBreaks() {
    InputStream breaking =
        new InputStream() {
          private boolean begun;

          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }

          @Override
          public int read(byte[] b, int off, int len) throws IOException {
            if (begun) {
              throw new IOException("connection reset");
            }
            begun = true;
            return len;
          }
        };

    assertThatThrownBy(() -> store.put(breaking, 1_000_000)).hasMessage("connection reset");
    assertThat(files()).isEmpty();
  }

  @Test
  void closesTheStreamAlsoWhenItRefuses() {
    boolean[] closed = {false};
    InputStream bytes =
        new ByteArrayInputStream(FOX) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };

    assertThatThrownBy(() -> store.put(bytes, 1)).isInstanceOf(TooLargeException.class);
    assertThat(closed[0]).isTrue();
  }

  @Test
  void detectsTheTypeAcrossSmallReads() throws IOException {
    byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
    InputStream byteByByte =
        new ByteArrayInputStream(png) {
          @Override
          public synchronized int read(byte[] b, int off, int len) {
            return super.read(b, off, Math.min(len, 1));
          }
        };

    assertThat(store.put(byteByByte, 100).type().contentType()).isEqualTo("image/png");
  }

  @Test
  void saysWhenItHasNoSuchBlob() throws IOException {
    assertThat(store.contains(FOX_SHA)).isFalse();
    assertThatThrownBy(() -> store.open(FOX_SHA))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining(FOX_SHA);
  }

  @Test
  void removesABlobAndToleratesItsAbsence() throws IOException {
    store.put(new ByteArrayInputStream(FOX), 100);

    store.delete(FOX_SHA);
    store.delete(FOX_SHA);

    assertThat(store.contains(FOX_SHA)).isFalse();
  }

  @Test
  void opensNothingOutsideItsFolder() {
    assertThatThrownBy(() -> store.open("../../../../etc/passwd"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void deletesOldUnfinishedFilesAtTheStartAndLeavesYoungOnes() throws IOException {
    Path old = Files.writeString(root.resolve(".unfinished/old"), "x");
    Path young = Files.writeString(root.resolve(".unfinished/young"), "x");
    Instant now = CLOCK.instant();
    Files.setLastModifiedTime(old, FileTime.from(now.minus(Duration.ofHours(25))));
    Files.setLastModifiedTime(young, FileTime.from(now.minus(Duration.ofHours(23))));

    new FileMediaStore(root, CLOCK);

    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void bringsABlobBackThatAKilledCleanUpHadRenamed() throws IOException {
    store.put(new ByteArrayInputStream(FOX), 100);
    Path place = root.resolve("d7/" + FOX_SHA);
    Files.move(place, root.resolve(".unfinished/" + FOX_SHA + ".doomed-1"));

    store.deleteUnfinished();
    assertThat(store.open(FOX_SHA)).hasBinaryContent(FOX);

    Files.copy(place, root.resolve(".unfinished/" + FOX_SHA + ".doomed-2"));
    store.deleteUnfinished();
    assertThat(files()).containsExactly(place);
  }

  @Test
  void findsAndRemovesOnlyWhatNobodyHasTouched() throws IOException {
    store.put(new ByteArrayInputStream(FOX), 100);
    Files.writeString(root.resolve("readme.txt"), "somebody else's");
    Instant now = CLOCK.instant();

    assertThat(store.untouchedSince(now)).isEmpty();
    assertThat(store.untouchedSince(now.plusMillis(1))).containsExactly(FOX_SHA);
    assertThat(store.deleteUntouchedSince(FOX_SHA, now)).isFalse();
    assertThat(store.contains(FOX_SHA)).isTrue();
    assertThat(store.deleteUntouchedSince(FOX_SHA, now.plusMillis(1))).isTrue();
    assertThat(store.contains(FOX_SHA)).isFalse();
    assertThat(store.deleteUntouchedSince(FOX_SHA, now.plusMillis(1))).isFalse();
    assertThat(files()).hasSize(1);
  }

  @Test
  void touchesBytesThatAreStoredAgain() throws IOException {
    store.put(new ByteArrayInputStream(FOX), 100);
    Instant old = CLOCK.instant().minus(Duration.ofDays(9));
    FileTime before = FileTime.from(old);
    Path place = root.resolve("d7/" + FOX_SHA);
    for (int way = 0; way < 2; way++) {
      Files.setLastModifiedTime(place, before);
      if (way == 0) {
        store.put(new ByteArrayInputStream(FOX), 100);
      } else {
        assertThat(store.touch(FOX_SHA)).isTrue();
      }
      assertThat(store.untouchedSince(old.plusSeconds(1))).isEmpty();
      assertThat(store.deleteUntouchedSince(FOX_SHA, old.plusSeconds(1))).isFalse();
    }
    assertThat(store.touch("0".repeat(64))).isFalse();
  }

  @Test
  void losesNothingThatIsStoredWhileItIsCleanedUp() throws Exception {
    Clock running = Clock.systemUTC();
    MediaStore shared = new FileMediaStore(root, running);
    AtomicBoolean ends = new AtomicBoolean();
    Path place = root.resolve("d7/" + FOX_SHA);
    ExecutorService sweeper = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> removed =
          sweeper.submit(
              () -> {
                int count = 0;
                while (!ends.get()) {
                  Instant then = running.instant().minus(Duration.ofHours(1));
                  count += shared.deleteUntouchedSince(FOX_SHA, then) ? 1 : 0;
                }
                return count;
              });
      for (int i = 0; i < 300; i++) {
        shared.put(new ByteArrayInputStream(FOX), 100);
        Instant old = running.instant().minus(Duration.ofHours(2));
        if (!age(place, old)) {
          // The sweeper may have it aside for the moment between its two looks.
          await()
              .atMost(Duration.ofSeconds(20))
              .pollInterval(Duration.ofMillis(1))
              .until(() -> age(place, old));
        }
      }
      ends.set(true);
      assertThat(removed.get(20, TimeUnit.SECONDS)).isPositive();
    } finally {
      ends.set(true);
      sweeper.shutdown();
    }
  }

  private static boolean age(Path file, Instant time) throws IOException {
    try {
      Files.setLastModifiedTime(file, FileTime.from(time));
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Test
  void keepsBytesForTwoDaysAtLeast() {
    assertThatThrownBy(() -> properties("file:x", "1d"))
        .hasRootCauseMessage("rivya.media.keep is 1440m; it must be at least 2d.");
  }

  @Test
  void stopsTheStartWhenItsFolderIsAFile() throws IOException {
    Path file = Files.writeString(root.resolve("taken"), "x");
    MediaProperties properties = properties("file:" + file);

    assertThatThrownBy(() -> choose(properties))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("rivya.media.store is file:" + file + ", but the folder cannot be")
        .hasMessageEndingWith(
            "Set it to a folder that the program may write to, such as file:data/media.");
  }

  @Test
  void stopsTheStartWhenTheSchemeIsNotKnown() {
    assertThatThrownBy(() -> choose(properties("ftp://host/media")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "rivya.media.store is ftp://host/media, whose scheme is not supported. Use one of"
                + " [file], such as file:data/media.");
  }

  @Test
  void opensTheFolderThatTheKeyNames() throws IOException {
    choose(properties("file://" + root.resolve("a"))).put(new ByteArrayInputStream(FOX), 100);

    assertThat(root.resolve("a/d7/" + FOX_SHA)).exists();
  }

  @Test
  void hasRivyasLimitsByDefault() {
    MediaProperties.Limits limits = properties("file:x").limits();

    assertThat(limits.bytes(MediaKind.IMAGE)).isEqualTo(10L * 1024 * 1024);
    assertThat(limits.bytes(MediaKind.VIDEO)).isEqualTo(50L * 1024 * 1024);
    assertThat(limits.bytes(MediaKind.AUDIO)).isEqualTo(10L * 1024 * 1024);
  }

  private static MediaStore choose(MediaProperties properties) {
    return MediaConfiguration.open(properties, List.of(new OpenFileMediaStore(CLOCK)));
  }

  private static MediaProperties properties(String store) {
    return properties(store, "7d");
  }

  private static MediaProperties properties(String store, String keep) {
    MapConfigurationPropertySource source = new MapConfigurationPropertySource();
    source.put("rivya.media.keep", keep);
    source.put("rivya.media.store", store);
    return new Binder(source).bind("rivya.media", MediaProperties.class).get();
  }

  private List<Path> files() {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
