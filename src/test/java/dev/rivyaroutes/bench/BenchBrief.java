package dev.rivyaroutes.bench;

import java.util.List;
import java.util.stream.IntStream;

/** One text brief of a batch; its key is told apart from all others of the run. */
record BenchBrief(String batch, int number) {

  static List<BenchBrief> batch(String name, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(n -> new BenchBrief(name, n)).toList();
  }

  String key() {
    return "%s-%05d".formatted(batch, number);
  }

  String prompt() {
    return "A lighthouse at dusk, 50% fog & no ships, number " + key();
  }

  /** The name of its file, in the program's out folder as in the bare client's. */
  String fileName() {
    return key() + "-1.png";
  }
}
