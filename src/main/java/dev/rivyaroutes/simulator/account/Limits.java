package dev.rivyaroutes.simulator.account;

import dev.rivyaroutes.Require;
import java.time.Duration;

/**
 * The limits of the simulator: the HTTP status of a successful create, calls a second and account
 * (0: no limit), life of an idempotency key, and how many generations and body bytes are kept
 * before the oldest is dropped.
 */
public record Limits(
    int createStatus, int callsPerSecond, Duration keyLife, int generations, long bodyBytes) {

  public static final Limits DEFAULT =
      new Limits(201, 0, Duration.ofHours(24), 250_000, 128L << 20);

  public Limits {
    Require.that(
        createStatus >= 200 && createStatus <= 202,
        "create status is " + createStatus + "; it must be 200, 201 or 202");
  }

  public Limits withCallsPerSecond(int calls) {
    return new Limits(createStatus, calls, keyLife, generations, bodyBytes);
  }

  public Limits withGenerations(int kept) {
    return new Limits(createStatus, callsPerSecond, keyLife, kept, bodyBytes);
  }
}
