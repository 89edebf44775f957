package dev.rivyaroutes.simulator.media;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The results that a test gives for single requests, by their idempotency keys. */
public final class GivenResults {

  /**
   * The result of one request; null in a field leaves it to the simulator.
   *
   * @param files the media of a generation
   * @param answer the answer to a chat turn
   * @param duration how long the generation takes
   */
  public record Given(List<File> files, String answer, Duration duration) {}

  /** The bytes of a result file and their media type. */
  public record File(String contentType, byte[] bytes) {}

  private static final Given NOTHING = new Given(null, null, null);

  private volatile Function<String, Given> byKey = key -> null;

  /**
   * @param given gives the result for a key; null for the simulator's own
   */
  public void give(Function<String, Given> given) {
    byKey = given;
  }

  public Given of(String key) {
    Given given = key == null ? null : byKey.apply(key);
    return given == null ? NOTHING : given;
  }

  /** The n-th file, counted from 1; null for the simulator's own. */
  public ResultFile file(String key, int n) {
    List<File> files = of(key).files();
    if (files == null) {
      return null;
    }
    File file = files.get(n - 1);
    return new ResultFile(file.contentType(), file.bytes(), new byte[0], 0);
  }

  /** How many files a result has. */
  public int count(String key, int otherwise) {
    List<File> files = of(key).files();
    return files == null ? otherwise : files.size();
  }
}
