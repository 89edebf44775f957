package dev.rivyaroutes.media.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.media.MediaProperties;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.StoredMedia;
import dev.rivyaroutes.media.TooLargeException;
import dev.rivyaroutes.media.s3.S3ConnectionProperties.Checksums;
import dev.rivyaroutes.testing.S3Server;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;
import software.amazon.awssdk.core.sync.RequestBody;

class S3MediaStoreIT {
  private static final S3Server S3 = S3Server.onDisk();
  private static final String HELLO_SHA =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  @TempDir Path temporary;
  private S3MediaStore store;

  @AfterAll
  static void closeServer() {
    S3.close();
  }

  @BeforeAll
  static void createBucket() {
    S3.client().createBucket(r -> r.bucket("media"));
  }

  @AfterEach
  void emptyBucket() {
    S3.client()
        .listObjectsV2(r -> r.bucket("media"))
        .contents()
        .forEach(o -> S3.client().deleteObject(r -> r.bucket("media").key(o.key())));
  }

  @BeforeEach
  void openStore() {
    store = store(Checksums.WHEN_SUPPORTED);
  }

  private S3MediaStore store(Checksums checksums) {
    return store(checksums, Clock.systemUTC());
  }

  private S3MediaStore store(Checksums checksums, Clock clock) {
    S3Connection connection = connections(S3Server.SECRET_KEY, checksums).get("default");
    return new S3MediaStore(connection, "media", "blobs/", temporary, clock);
  }

  private S3MediaStore in(Duration time) {
    return store(Checksums.WHEN_SUPPORTED, Clock.offset(Clock.systemUTC(), time));
  }

  private static Instant put(String sha256) {
    String key = "blobs/" + sha256.substring(0, 2) + "/" + sha256.substring(2, 4) + "/" + sha256;
    return S3.client().headObject(r -> r.bucket("media").key(key)).lastModified();
  }

  private static S3Connections connections(String secret, Checksums checksums) {
    return new S3Connections(
        new S3Properties(
            Map.of(
                "default",
                new S3ConnectionProperties(
                    S3.endpoint().toString(),
                    "eu-central-1",
                    true,
                    S3Server.ACCESS_KEY,
                    secret,
                    checksums))));
  }

  @ParameterizedTest
  @EnumSource
  void keepsBytesUnderTheirHash(Checksums checksums) throws Exception {
    StoredMedia media = store(checksums).put(stream("hello"), 5);
    assertThat(media.sha256()).isEqualTo(HELLO_SHA);
    assertThat(media.size()).isEqualTo(5);
    assertThat(S3.client().headObject(r -> r.bucket("media").key("blobs/2c/f2/" + HELLO_SHA)))
        .satisfies(head -> assertThat(S3Connection.isWrittenByUs(head.metadata())).isTrue());
    assertThat(text(store.open(HELLO_SHA))).isEqualTo("hello");
    store.delete(HELLO_SHA);
    assertThat(store.contains(HELLO_SHA)).isFalse();
    store.delete(HELLO_SHA);
  }

  @Test
  void takesTheSameBytesTwiceAndSendsThemOnce() throws Exception {
    store.put(stream("twice"), 5);
    var first = S3.client().listObjectsV2(r -> r.bucket("media")).contents().get(0);
    store.put(stream("twice"), 5);
    assertThat(S3.client().listObjectsV2(r -> r.bucket("media")).contents())
        .singleElement()
        .isEqualTo(first);
  }

  @Test
  void putsOldBytesAgainWhenTheyAreStoredOrTouched() throws Exception {
    store.put(stream("hello"), 5);
    Instant first = put(HELLO_SHA);
    Callable<Instant> stored =
        () -> {
          in(Duration.ofHours(25)).put(stream("hello"), 5);
          return put(HELLO_SHA);
        };
    await().atMost(Duration.ofSeconds(30)).until(stored, first::isBefore);
    Instant second = put(HELLO_SHA);
    Callable<Instant> touched =
        () -> {
          assertThat(in(Duration.ofHours(25)).touch(HELLO_SHA)).isTrue();
          return put(HELLO_SHA);
        };
    await().atMost(Duration.ofSeconds(30)).until(touched, second::isBefore);

    Instant third = put(HELLO_SHA);
    assertThat(in(Duration.ofHours(23)).touch(HELLO_SHA)).isTrue();
    assertThat(put(HELLO_SHA)).isEqualTo(third);
    assertThat(text(store.open(HELLO_SHA))).isEqualTo("hello");
    assertThat(store.touch("0".repeat(64))).isFalse();
  }

  @Test
  void removesOnlyWhatNobodyHasTouched() throws Exception {
    store.put(stream("hello"), 5);
    Instant at = put(HELLO_SHA);
    S3.client()
        .putObject(
            r -> r.bucket("media").key("blobs/somebody-elses.txt"), RequestBody.fromString("x"));

    assertThat(store.untouchedSince(at)).isEmpty();
    assertThat(store.untouchedSince(at.plusSeconds(60))).containsExactly(HELLO_SHA);
    assertThat(store.deleteUntouchedSince(HELLO_SHA, at)).isFalse();
    assertThat(store.contains(HELLO_SHA)).isTrue();
    assertThat(store.deleteUntouchedSince(HELLO_SHA, at.plusSeconds(60))).isTrue();
    assertThat(store.contains(HELLO_SHA)).isFalse();
    assertThat(store.deleteUntouchedSince(HELLO_SHA, at.plusSeconds(60))).isFalse();
  }

  @Test
  void removesWhatAKilledProcessLeftHalfWritten() throws Exception {
    Path left = Files.writeString(temporary.resolve("left"), "x");
    in(Duration.ofHours(23)).deleteUnfinished();
    assertThat(left).exists();
    in(Duration.ofHours(25)).deleteUnfinished();
    assertThat(left).doesNotExist();
  }

  @Test
  void opensFromAnOffset() throws Exception {
    StoredMedia media = store.put(stream("hello world"), 100);
    assertThat(text(store.open(media.sha256(), 6))).isEqualTo("world");
    assertThat(text(store.open(media.sha256(), 11))).isEmpty();
  }

  @Test
  void keepsNothingOfBytesThatAreTooMany() throws Exception {
    assertThatThrownBy(() -> store.put(stream("far too long"), 5))
        .isInstanceOf(TooLargeException.class);
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void leavesNothingBehindWhenTheStreamBreaks() {
    InputStream broken =
        new SequenceInputStream(
            stream("half"),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("the line broke");
              }
            });
    assertThatThrownBy(() -> store.put(broken, 100)).hasMessage("the line broke");
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void saysThatABlobIsMissing() {
    assertThatThrownBy(() -> store.open("0".repeat(64))).isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> store.open("../secret")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void startsNotWithAWrongSecretOrBucket() {
    assertThatThrownBy(() -> open("s3://media/blobs", "wrong"))
        .hasMessageContaining("rivya.media.store is s3://media/blobs, but S3 connection default")
        .hasMessageContaining("The secret is wrong: check rivya.s3.default.secret-key.");
    assertThatThrownBy(() -> open("s3://nowhere", S3Server.SECRET_KEY))
        .hasMessageContaining("Create the bucket, or correct its name");
    assertThatThrownBy(() -> open("s3:", S3Server.SECRET_KEY))
        .hasMessageContaining("it names no bucket");
  }

  @Test
  void opensByItsAddress() throws Exception {
    MediaStore opened = open("s3://media/deep/down", S3Server.SECRET_KEY);
    opened.put(stream("hello"), 5);
    assertThat(S3.client().listObjectsV2(r -> r.bucket("media").prefix("deep/")).contents())
        .singleElement()
        .satisfies(o -> assertThat(o.key()).isEqualTo("deep/down/2c/f2/" + HELLO_SHA));
  }

  private static MediaStore open(String address, String secret) {
    return new OpenS3MediaStore(connections(secret, Checksums.WHEN_SUPPORTED), Clock.systemUTC())
        .open(
            new MediaProperties(
                address,
                "default",
                Duration.ofDays(7),
                new MediaProperties.Limits(
                    DataSize.ofMegabytes(10), DataSize.ofMegabytes(50), DataSize.ofMegabytes(10))));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(InputStream stream) throws IOException {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
