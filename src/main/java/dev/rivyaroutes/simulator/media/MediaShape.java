package dev.rivyaroutes.simulator.media;

import dev.rivyaroutes.Require;
import java.time.Duration;

/**
 * The result files: pixels of an image's side, minimum bytes of a video (padded with a {@code free}
 * box), seconds of a sound, files a task, and the life of a result URL (zero: unlimited).
 */
public record MediaShape(
    int imageSide, long videoBytes, double audioSeconds, int results, Duration urlLife) {

  /** Side up to which one drawn image serves every task, for benchmarks. */
  public static final int SHARED_SIDE = 64;

  /** Small files: one image for all tasks, made distinct by a text chunk. */
  public static final MediaShape SMALL = new MediaShape(SHARED_SIDE, 0, 0.1, 1, Duration.ZERO);

  /** Files for people: the prompt drawn on 768 x 768 pixels, two seconds of sound. */
  public static final MediaShape FULL = new MediaShape(768, 0, 2, 1, Duration.ZERO);

  public MediaShape {
    Require.that(
        imageSide >= 16 && imageSide <= 4096,
        "image side is " + imageSide + "; it must be 16 to 4096 pixels");
    Require.that(results >= 1 && results <= 16, "results is " + results + "; it must be 1 to 16");
    Require.that(
        audioSeconds > 0 && audioSeconds <= 60,
        "audio seconds is " + audioSeconds + "; it must be above 0 and at most 60");
  }

  public MediaShape withVideoBytes(long bytes) {
    return new MediaShape(imageSide, bytes, audioSeconds, results, urlLife);
  }

  public MediaShape withImageSide(int pixels) {
    return new MediaShape(pixels, videoBytes, audioSeconds, results, urlLife);
  }

  public MediaShape withResults(int files) {
    return new MediaShape(imageSide, videoBytes, audioSeconds, files, urlLife);
  }

  public MediaShape withUrlLife(Duration life) {
    return new MediaShape(imageSide, videoBytes, audioSeconds, results, life);
  }
}
