package dev.rivyaroutes;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A failure and its causes, the outermost first. */
public final class FailureChain {

  /** A chain of causes may have a loop. */
  private static final int LONGEST = 20;

  private FailureChain() {}

  public static List<Throwable> of(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).limit(LONGEST).toList();
  }

  /** The outermost failure of this kind; null if there is none. */
  public static <T extends Throwable> T find(Throwable failure, Class<T> kind) {
    return of(failure).stream().filter(kind::isInstance).map(kind::cast).findFirst().orElse(null);
  }

  public static boolean has(Throwable failure, Class<? extends Throwable> kind) {
    return find(failure, kind) != null;
  }
}
