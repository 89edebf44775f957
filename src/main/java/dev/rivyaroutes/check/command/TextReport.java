package dev.rivyaroutes.check.command;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.Finding.Severity;
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
      String kind =
          finding.rule().word() + (finding.isError() ? "" : " (" + finding.severity().word() + ")");
      out.println(place.isEmpty() ? kind : place + ": " + kind);
      if (at != null) {
        line(at, finding.rule() == Rule.SECRET)
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
    long warnings = count(findings, Severity.WARNING);
    out.println(
        count(count(findings, Severity.ERROR), "finding")
            + (warnings == 0 ? "" : ", " + count(warnings, "warning"))
            + ", "
            + count(count(findings, Severity.NOTE), "note"));
  }

  private static long count(List<Finding> findings, Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }

  private static String count(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /**
   * The line as it stands in its file; of the configuration only the key, for values are secret.
   *
   * @param secret whether the value is secret in a flow too
   */
  private static Optional<String> line(FileLine at, boolean secret) {
    try (var lines = Files.lines(Path.of(at.file()))) {
      return lines
          .skip(at.line() - 1L)
          .findFirst()
          .map(line -> line.replace('\t', ' ').replace("\uFEFF", ""))
          .map(line -> isFlow(at) && !secret ? MaskSecrets.text(line) : key(line));
    } catch (IOException | RuntimeException e) {
      // The place names the line; a file of another kind cannot be quoted.
      return Optional.empty();
    }
  }

  private static boolean isFlow(FileLine at) {
    return at.file().endsWith(".camel.yaml") || at.file().endsWith(".test.yaml");
  }

  private static String key(String line) {
    int colon = line.indexOf(':');
    return colon < 0 ? line.replaceAll("\\S.*", "…") : line.substring(0, colon + 1) + " …";
  }
}
