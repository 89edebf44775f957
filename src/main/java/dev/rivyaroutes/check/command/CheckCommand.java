package dev.rivyaroutes.check.command;

import dev.rivyaroutes.check.Finding;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * Checks the configuration and the flows of the current folder as a start does, and starts nothing.
 * It needs no network and no secrets: a reference to a variable that is not set here is a note.
 */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Checks config/ and routes/ of the current folder; starts nothing.",
    footer = {
      "",
      "Keys of the configuration may be given as for a start: --server.port=8090.",
      "",
      "Exit codes: 0 nothing found, or only warnings and notes; 1 there are",
      "findings; 2 wrong use of the command."
    })
public final class CheckCommand implements Callable<Integer> {

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

  @Override
  public Integer call() throws IOException {
    settings.stream()
        .filter(setting -> !setting.matches("--[\\w.\\-\\[\\]]+=.*"))
        .findFirst()
        .ifPresent(
            wrong -> {
              throw new ParameterException(
                  spec.commandLine(),
                  "check knows no \"%s\". Write keys as --key=value.".formatted(wrong));
            });
    // The report is all that is written.
    LoggingSystem.get(getClass().getClassLoader()).setLogLevel(null, LogLevel.OFF);
    List<Finding> findings = new FindMistakes(settings, Path.of("")).find();
    if (output == null) {
      PrintWriter out = spec.commandLine().getOut();
      format.write(findings, out);
      out.flush();
    } else {
      try (PrintWriter out =
          new PrintWriter(Files.newBufferedWriter(output, StandardCharsets.UTF_8))) {
        format.write(findings, out);
      }
    }
    return findings.stream().anyMatch(finding -> strict || finding.isError()) ? FOUND : 0;
  }
}
