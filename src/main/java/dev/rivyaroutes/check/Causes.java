package dev.rivyaroutes.check;

import dev.rivyaroutes.FailureChain;
import java.util.Optional;

/** The messages of a failed start. */
public final class Causes {

  private static final String OURS = "dev.rivyaroutes.";

  private Causes() {}

  /** The innermost message that this program's own checks have thrown. */
  public static Optional<String> ownMessage(Throwable failure) {
    String found = null;
    for (Throwable cause : FailureChain.of(failure)) {
      boolean refusal =
          cause instanceof IllegalArgumentException || cause instanceof IllegalStateException;
      StackTraceElement[] stack = cause.getStackTrace();
      if (refusal
          && cause.getMessage() != null
          && stack.length > 0
          && stack[0].getClassName().startsWith(OURS)) {
        found = cause.getMessage();
      }
    }
    return Optional.ofNullable(found);
  }

  /** The innermost message on one line, without secrets. */
  public static String innermost(Throwable failure) {
    String message = failure.toString();
    for (Throwable cause : FailureChain.of(failure)) {
      if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
        message = cause.getMessage();
      }
    }
    String line = MaskSecrets.text(message.strip().lines().findFirst().orElse(message));
    return line.endsWith(".") ? line : line + ".";
  }
}
