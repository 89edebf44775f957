package dev.rivyaroutes.http.server;

import java.time.Duration;
import java.time.Instant;

/**
 * Judges once a second whether the caller of a connection keeps the server waiting for too long.
 * Not safe for many threads, but for {@link #callBegins} and {@link #callEnds}.
 */
final class WatchedConnection {

  /** A caller that reads gets longer: the server counts what it sends in pieces of this window. */
  private static final Duration READ_WINDOW = Duration.ofSeconds(30);

  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofSeconds(2);

  enum Verdict {
    FINE,
    SLOW_HEAD,
    SLOW_BODY,
    SLOW_READER
  }

  /**
   * The state of the connection at the server.
   *
   * @param in bytes received so far
   * @param out bytes sent so far
   * @param waits whether it waits for bytes of the caller
   * @param writes whether bytes wait until the caller takes them
   */
  record Facts(long in, long out, boolean waits, boolean writes) {}

  private final HttpProperties limits;
  private volatile Instant call;
  private volatile long inBefore;
  private Instant head;
  private Window body;
  private Window answer;
  private long progress;

  WatchedConnection(HttpProperties limits) {
    this.limits = limits;
  }

  /** The headers of a call are complete. */
  void callBegins(Instant now) {
    call = now;
  }

  /** The answer is written. */
  void callEnds(long in) {
    inBefore = in;
    call = null;
  }

  Verdict check(Instant now, Facts facts) {
    boolean slowReader =
        Window.isSlow(answer, facts.writes(), now, facts.out(), READ_WINDOW, limits);
    answer = Window.next(answer, facts.writes(), now, facts.out(), READ_WINDOW);
    if (slowReader) {
      return Verdict.SLOW_READER;
    }
    Instant since = call;
    if (since == null) {
      body = null;
      return head(now, facts);
    }
    head = null;
    boolean slowBody = Window.isSlow(body, facts.waits(), now, facts.in(), WINDOW, limits);
    boolean tooLong = facts.waits() && now.isAfter(since.plus(limits.bodyWithin()));
    progress = body == null ? 0 : facts.in() - body.bytes();
    body = Window.next(body, facts.waits(), now, facts.in(), WINDOW);
    return slowBody || tooLong ? Verdict.SLOW_BODY : Verdict.FINE;
  }

  private Verdict head(Instant now, Facts facts) {
    if (!facts.waits() || facts.in() == inBefore) {
      head = null;
      return Verdict.FINE;
    }
    if (head == null) {
      head = now;
    }
    return now.isBefore(head.plus(limits.headWithin())) ? Verdict.FINE : Verdict.SLOW_HEAD;
  }

  /** Whether its caller has not sent its whole body in the first moments. */
  boolean sendsSlowly(Instant now) {
    return body != null && now.isAfter(body.first().plus(SHORT));
  }

  /** Bytes of the body in the present window; the fewest go first where one address has many. */
  long progress() {
    return progress;
  }

  /** Whether the connection makes no progress until its caller acts. */
  boolean waitsForItsCaller() {
    return call == null || body != null;
  }

  /** A time in which a least number of bytes must pass while the caller is waited for. */
  private record Window(Instant first, Instant begin, long bytes) {

    static Window next(Window before, boolean waits, Instant now, long count, Duration length) {
      if (!waits) {
        return null;
      }
      if (before == null) {
        return new Window(now, now, count);
      }
      return before.isOver(now, length) ? new Window(before.first, now, count) : before;
    }

    static boolean isSlow(
        Window open,
        boolean waits,
        Instant now,
        long count,
        Duration length,
        HttpProperties limits) {
      return open != null
          && waits
          && open.isOver(now, length)
          && count - open.bytes < limits.minRate().toBytes() * length.toSeconds();
    }

    private boolean isOver(Instant now, Duration length) {
      return !now.isBefore(begin.plus(length));
    }
  }
}
