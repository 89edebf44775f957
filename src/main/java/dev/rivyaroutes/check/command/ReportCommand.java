package dev.rivyaroutes.check.command;

import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Severity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * A command that reports findings in a format, to the screen or into a file. The report is all that
 * it writes; the exit code is 1 if there are findings.
 */
public abstract class ReportCommand implements Callable<Integer> {

  private static final int FOUND = 1;

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "text, json, junit (XML) or github (annotations); text by default.")
  private ReportFormat format;

  @Option(names = "--output", paramLabel = "FILE", description = "The report goes to this file.")
  private Path output;

  @Option(names = "--strict", description = "Warnings and notes count as findings too.")
  private boolean strict;

  @Unmatched private List<String> settings = new ArrayList<>();

  @Spec private CommandSpec spec;

  /**
   * @param settings keys of the configuration, as for a start
   */
  protected abstract List<Finding> find(List<String> settings) throws IOException;

  /** The exit code. */
  protected int code(List<Finding> findings) {
    return findings.stream().anyMatch(this::counts) ? FOUND : 0;
  }

  private boolean counts(Finding finding) {
    return finding.isError() || strict && finding.severity() != Severity.INFO;
  }

  /** Writes the report; called once, after {@link #find}. */
  protected void write(ReportFormat format, List<Finding> findings, PrintWriter out)
      throws IOException {
    format.write(findings, out);
  }

  @Override
  public final Integer call() throws IOException {
    settings.stream()
        .filter(setting -> !setting.matches("--[\\w.\\-\\[\\]]+=.*"))
        .findFirst()
        .ifPresent(
            wrong -> {
              throw new ParameterException(
                  spec.commandLine(),
                  "%s knows no \"%s\". Write keys as --key=value.".formatted(spec.name(), wrong));
            });
    LoggingSystem.get(getClass().getClassLoader()).setLogLevel(null, LogLevel.OFF);
    List<Finding> findings = find(settings);
    if (output == null) {
      PrintWriter out = spec.commandLine().getOut();
      write(format, findings, out);
      out.flush();
    } else {
      try (PrintWriter out =
          new PrintWriter(Files.newBufferedWriter(output, StandardCharsets.UTF_8))) {
        write(format, findings, out);
      }
    }
    return code(findings);
  }
}
