package dev.rivyaroutes.simulator.server;

/** The key under which a call that pays goes out. */
public final class IdempotencyKey {

  private static final int LONGEST = 255;

  private IdempotencyKey() {}

  /** The header's key; null where there is none. */
  public static String of(Call call) {
    String key = call.header("Idempotency-Key");
    if (key != null && (key.isBlank() || key.length() > LONGEST)) {
      throw ApiError.invalid("Idempotency-Key must have 1 to " + LONGEST + " characters.");
    }
    return key;
  }
}
