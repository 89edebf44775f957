package dev.rivyaroutes.ledger.source;

import java.time.Instant;

/**
 * What a source has not taken yet.
 *
 * @param waiting how many; null if that is unknown
 * @param oldestAt the time of the oldest; null if there is none, or that is unknown
 */
public record Backlog(Long waiting, Instant oldestAt) {

  public static final Backlog EMPTY = new Backlog(0L, null);
  public static final Backlog UNKNOWN = new Backlog(null, null);
}
