package dev.rivyaroutes.crash;

/** How long something took, for people. */
record Stopwatch(long begun) {

  static Stopwatch start() {
    return new Stopwatch(System.nanoTime());
  }

  @Override
  public String toString() {
    return "%.1f s".formatted((System.nanoTime() - begun) / 1e9);
  }
}
