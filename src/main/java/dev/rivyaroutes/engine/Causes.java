package dev.rivyaroutes.engine;

/** Looks for a kind of failure behind the ones that wrap it. */
final class Causes {

  private static final int DEPTH = 20;

  private Causes() {}

  static <T extends Throwable> T find(Throwable failure, Class<T> kind) {
    Throwable current = failure;
    for (int i = 0; i < DEPTH && current != null; i++) {
      if (kind.isInstance(current)) {
        return kind.cast(current);
      }
      current = current.getCause();
    }
    return null;
  }
}
