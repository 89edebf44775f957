package dev.rivyaroutes.flowtest;

import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.WrongConfiguration;
import dev.rivyaroutes.check.command.ReportFormat;
import dev.rivyaroutes.check.flows.FlowFiles;
import dev.rivyaroutes.check.start.ReadConfiguration;
import dev.rivyaroutes.flowtest.file.ReadTestFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * Runs the tests that stand beside flows. Nothing outside of this machine is called and nothing is
 * paid: Rivya is simulated, and accounts, connections and secrets are replaced.
 */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = "Runs the tests beside the flows; calls nobody and pays nothing.",
    footer = {
      "",
      "Keys of the configuration may be given as for a start: --listing.bucket=photos.",
      "",
      "Exit codes: 0 all cases passed; 1 there are findings; 2 wrong use of the command."
    })
public final class FlowTestCommand implements Callable<Integer> {
  private static final int FAILED = 1;

  @Option(
      names = "--format",
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "text, json, junit (XML) or github (annotations); text by default.")
  private ReportFormat format;

  @Option(names = "--output", paramLabel = "FILE", description = "The report goes to this file.")
  private Path output;

  @Option(names = "--update", description = "Writes what came out into the files of tests.")
  private boolean update;

  @Option(names = "--strict", description = "Notes count as findings too.")
  private boolean strict;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Flows, files of tests, or folders with them; all flows by default.")
  private List<String> files = new ArrayList<>();

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
                  "test knows no \"%s\". Write keys as --key=value.".formatted(wrong));
            });
    // The report is all that is written.
    LoggingSystem.get(getClass().getClassLoader()).setLogLevel(null, LogLevel.OFF);
    // The class whose main method runs this command.
    Class<?> program = new SpringApplication().getMainApplicationClass();
    RunFlowTests run = new RunFlowTests(program, settings, update);
    run.run(read(files, settings));
    if (output == null) {
      PrintWriter out = spec.commandLine().getOut();
      report(run, out);
      out.flush();
    } else {
      try (PrintWriter out =
          new PrintWriter(Files.newBufferedWriter(output, StandardCharsets.UTF_8))) {
        report(run, out);
      }
    }
    return run.findings().stream().anyMatch(finding -> strict || finding.isError()) ? FAILED : 0;
  }

  private static ReadTestFiles read(List<String> files, List<String> settings) throws IOException {
    ReadTestFiles read = new ReadTestFiles();
    if (files.isEmpty()) {
      try {
        read.readAll(ReadConfiguration.of(settings).getProperty(FlowFiles.KEY, ""));
      } catch (WrongConfiguration e) {
        read.findings().addAll(e.findings());
      }
    }
    for (String file : files) {
      read.read(Path.of(file));
    }
    return read;
  }

  private void report(RunFlowTests run, PrintWriter out) throws IOException {
    List<Finding> findings = run.findings();
    if (format == ReportFormat.junit) {
      new JunitCases().write(run.results(), findings, out);
      return;
    }
    if (format == ReportFormat.text) {
      for (TestResult result : run.results()) {
        out.println(
            "%s  %s: %s (%d ms)"
                .formatted(
                    result.passed() ? (update ? "ran   " : "passed") : "FAILED",
                    result.of().file().flowName(),
                    result.of().name(),
                    result.millis()));
      }
      out.println();
    }
    format.write(findings, out);
    if (format == ReportFormat.text) {
      long failed = run.results().stream().filter(result -> !result.passed()).count();
      int cases = run.results().size();
      out.println("%d %s, %d failed".formatted(cases, cases == 1 ? "case" : "cases", failed));
    }
  }
}
