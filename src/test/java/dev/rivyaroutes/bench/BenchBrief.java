package dev.rivyaroutes.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** One text brief of a batch; its key is told apart from all others of the run. */
record BenchBrief(String batch, int number) {

  static List<BenchBrief> batch(String name, int count) {
    return IntStream.rangeClosed(1, count).mapToObj(n -> new BenchBrief(name, n)).toList();
  }

  /** Writes a manifest with one line for each brief of a batch. */
  static void writeManifest(Path file, String batch, int count) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (BenchBrief brief : batch(batch, count)) {
        out.write("{\"prompt\": \"" + brief.prompt() + "\"}\n");
      }
    }
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
