package dev.rivyaroutes.check.command;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.MaskSecrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** For people: place and rule, the line with a caret, what is wrong, and what to write. */
final class TextReport implements ReportFormat.Report {

  @Override
  public void write(List<Finding> findings, PrintWriter out) {
    for (Finding finding : findings) {
      FileLine at = finding.place().line();
      String place = at == null ? finding.place().holder() : at + ":" + at.column();
      String kind = finding.rule().word() + (finding.isNote() ? " (note)" : "");
      out.println(place.isEmpty() ? kind : place + ": " + kind);
      if (at != null) {
        line(at)
            .ifPresent(
                line -> {
                  out.println("    " + line);
                  out.println("    " + " ".repeat(Math.min(at.column() - 1, line.length())) + "^");
                });
      }
      out.println("  " + finding.problem());
      if (!finding.remedy().isEmpty()) {
        out.println("  " + finding.remedy());
      }
      out.println();
    }
    long notes = findings.stream().filter(Finding::isNote).count();
    out.println(
        "%s, %s".formatted(count(findings.size() - notes, "finding"), count(notes, "note")));
  }

  private static String count(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /**
   * The line as it stands in its file; of the configuration only the key, for values are secret.
   */
  private static Optional<String> line(FileLine at) {
    try (var lines = Files.lines(Path.of(at.file()))) {
      return lines
          .skip(at.line() - 1L)
          .findFirst()
          .map(line -> line.replace('\t', ' ').replace("\uFEFF", ""))
          .map(line -> at.file().startsWith("routes") ? MaskSecrets.text(line) : key(line));
    } catch (IOException | RuntimeException e) {
      // The place names the line; a file of another kind cannot be quoted.
      return Optional.empty();
    }
  }

  private static String key(String line) {
    int colon = line.indexOf(':');
    return colon < 0 ? line.replaceAll("\\S.*", "…") : line.substring(0, colon + 1) + " …";
  }
}
