package dev.rivyaroutes.brief.poll;

import dev.rivyaroutes.ledger.source.Backlog;
import java.time.Instant;

/**
 * The polls of one source as this process has seen them.
 *
 * @param activeAt when a poll last ended, or a brief was taken
 * @param polledAt the last poll without a failure; null before the first
 * @param failedSince the first failed poll since then; null if the last one did not fail
 * @param failures failed polls in a row
 * @param cause why the last poll failed; null if it did not
 * @param backlog what the last poll without a failure did not take
 * @param standsBy whether another replica polls
 */
record PollState(
    Instant activeAt,
    Instant polledAt,
    Instant failedSince,
    int failures,
    String cause,
    Backlog backlog,
    boolean standsBy) {

  static PollState startedAt(Instant now) {
    return new PollState(now, null, null, 0, null, Backlog.UNKNOWN, false);
  }

  PollState active(Instant now) {
    return new PollState(now, polledAt, failedSince, failures, cause, backlog, standsBy);
  }

  PollState polled(Instant now, Backlog rest) {
    return new PollState(now, now, null, 0, null, rest, false);
  }

  PollState failed(Instant now, String reason) {
    Instant since = failedSince == null ? now : failedSince;
    return new PollState(now, polledAt, since, failures + 1, reason, backlog, false);
  }

  PollState standingBy(Instant now) {
    return new PollState(now, polledAt, null, 0, null, Backlog.UNKNOWN, true);
  }
}
