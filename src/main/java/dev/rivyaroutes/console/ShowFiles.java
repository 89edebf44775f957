package dev.rivyaroutes.console;

import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.media.MediaProperties;
import dev.rivyaroutes.media.MediaStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/**
 * Says how the files of a job are shown: by the browser, as text, or not, because they are gone.
 */
@Component
class ShowFiles {

  /** More of a text is not shown. */
  private static final int LONGEST = 20_000;

  private static final List<String> TEXTS = List.of("text/", "application/json", "message/");

  private final MediaStore store;
  private final Duration keep;
  private final Clock clock;

  ShowFiles(MediaStore store, MediaProperties media, Clock clock) {
    this.store = store;
    this.keep = media.keep();
    this.clock = clock;
  }

  /**
   * A file.
   *
   * @param gone whether its bytes were deleted, or are not there yet
   * @param text its text or the beginning of it; null if it is none
   */
  record Shown(JobFile file, boolean gone, String text) {

    /** Whether it was stored, and is no longer. */
    boolean wasDeleted() {
      return gone && file.sha256() != null;
    }
  }

  /**
   * @param at when they were stored; the store is asked only for those that it may have deleted
   */
  List<Shown> of(List<JobFile> files, Instant at) {
    Predicate<String> kept = kept(at);
    return files.stream().map(file -> of(file, kept)).toList();
  }

  /**
   * Whether the store has the bytes with a SHA-256.
   *
   * @param at when they were stored
   */
  Predicate<String> kept(Instant at) {
    boolean old = at.plus(keep).isBefore(clock.instant());
    return sha256 -> !old || contains(sha256);
  }

  private Shown of(JobFile file, Predicate<String> kept) {
    if (file.sha256() == null) {
      return new Shown(file, true, null);
    }
    boolean gone = !kept.test(file.sha256());
    String text = gone ? null : text(file.sha256(), file.contentType(), file.size());
    return new Shown(file, gone, text);
  }

  private boolean contains(String sha256) {
    try {
      return store.contains(sha256);
    } catch (IOException e) {
      return true;
    }
  }

  /** The text of stored bytes, or the beginning of it; null if they are none, or cannot be read. */
  String text(String sha256, String type, long size) {
    if (type == null || TEXTS.stream().noneMatch(type::startsWith)) {
      return null;
    }
    try (InputStream bytes = store.open(sha256)) {
      String text = new String(bytes.readNBytes(LONGEST), StandardCharsets.UTF_8);
      return size > LONGEST ? text + "…" : text;
    } catch (IOException e) {
      // The address of the bytes says why, when it is followed.
      return null;
    }
  }
}
