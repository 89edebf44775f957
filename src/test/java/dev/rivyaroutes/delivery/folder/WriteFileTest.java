package dev.rivyaroutes.delivery.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.delivery.Content;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteFileTest {

  @TempDir Path folder;
  private final WriteFile write = new WriteFile(true);

  /** A text whose second half comes only when it may. */
  private static Content halting(String text, Callable<?> betweenItsHalves) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Content(
        "",
        bytes.length,
        () ->
            new FilterInputStream(new ByteArrayInputStream(bytes)) {
              @Override
              public int read(byte[] buffer, int offset, int length) throws IOException {
                if (in.available() < bytes.length) {
                  pause();
                }
                return super.read(buffer, offset, Math.min(length, bytes.length / 2));
              }

              private void pause() throws IOException {
                try {
                  betweenItsHalves.call();
                } catch (Exception e) {
                  throw new IOException(e);
                }
              }
            });
  }

  @Test
  void publishesNoHalfFileOfTheAttemptThatCameAfterIt() throws Exception {
    Path target = folder.resolve("cat.png");
    CountDownLatch frozen = new CountDownLatch(1);
    CountDownLatch wakes = new CountDownLatch(1);
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try {
      Content first =
          halting(
              "whole",
              () -> {
                frozen.countDown();
                return wakes.await(30, TimeUnit.SECONDS);
              });
      Future<Boolean> before = pool.submit(() -> write.asNew(target, "d", first));
      assertThat(frozen.await(30, TimeUnit.SECONDS)).isTrue();
      Content second =
          halting(
              "whole",
              () -> {
                wakes.countDown();
                assertThat(before).failsWithin(Duration.ofSeconds(30));
                assertThat(target).doesNotExist();
                return null;
              });

      WriteFile.removeParts(folder, "d");
      assertThat(write.asNew(target, "d", second)).isTrue();

      assertThat(target).hasContent("whole");
      try (Stream<Path> all = Files.list(folder)) {
        assertThat(all).containsExactly(target);
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
