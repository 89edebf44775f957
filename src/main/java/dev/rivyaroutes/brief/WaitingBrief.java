package dev.rivyaroutes.brief;

import java.time.Instant;

/**
 * A brief that waits at its source, as a look at it shows: nothing was acknowledged or moved.
 *
 * @param name its name within what the source reads, such as the path of a file or the key of an
 *     object
 * @param since when it came; null if that is not known
 * @param content its bytes
 * @param siblings opens the files beside it
 */
public record WaitingBrief(String name, Instant since, byte[] content, Siblings siblings) {

  /** A larger one is not read to be looked at. */
  public static final long LARGEST = 64L << 20;
}
