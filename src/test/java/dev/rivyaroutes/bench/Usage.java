package dev.rivyaroutes.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What processes use, as the operating system counts it. */
final class Usage {

  private static final Pattern HEAP = Pattern.compile("(\\d+)M->\\d+M\\(\\d+M\\)");

  private Usage() {}

  /** Seconds of processor time of the processes so far, in the kernel and outside. */
  static double cpuSeconds(Stream<ProcessHandle> processes) {
    return processes
            .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
            .mapToLong(Duration::toMillis)
            .sum()
        / 1000.0;
  }

  /** The most memory that the process ever had resident, in MB; 0 where it cannot be told. */
  static long peakResident(ProcessHandle process) {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    return lines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  /** The most heap that was in use when a collection began, in MB, from the log of -Xlog:gc. */
  static long peakHeap(Path gcLog) {
    return lines(gcLog).stream()
        .map(HEAP::matcher)
        .filter(Matcher::find)
        .mapToLong(heap -> Long.parseLong(heap.group(1)))
        .max()
        .orElse(0);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
