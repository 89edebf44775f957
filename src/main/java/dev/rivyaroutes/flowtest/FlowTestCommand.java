package dev.rivyaroutes.flowtest;

import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.WrongConfiguration;
import dev.rivyaroutes.check.command.ReportCommand;
import dev.rivyaroutes.check.command.ReportFormat;
import dev.rivyaroutes.check.flows.FlowFiles;
import dev.rivyaroutes.check.start.ReadConfiguration;
import dev.rivyaroutes.flowtest.file.ReadTestFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
public final class FlowTestCommand extends ReportCommand {

  private final Supplier<Class<?>> program;

  @Option(names = "--update", description = "Writes what came out into the files of tests.")
  private boolean update;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = "Flows, files of tests, or folders with them; all flows by default.")
  private List<String> files = new ArrayList<>();

  private RunFlowTests run;

  /**
   * @param program gives the class of the program
   */
  public FlowTestCommand(Supplier<Class<?>> program) {
    this.program = program;
  }

  @Override
  protected List<Finding> find(List<String> settings) throws IOException {
    run = new RunFlowTests(program.get(), settings, update);
    run.run(read(files, settings));
    return run.findings();
  }

  private static ReadTestFiles read(List<String> files, List<String> settings) throws IOException {
    ReadTestFiles read = new ReadTestFiles();
    try {
      String flows = ReadConfiguration.of(settings).getProperty(FlowFiles.KEY, "");
      if (files.isEmpty()) {
        read.readAll(flows);
      }
      for (String file : files) {
        read.read(file, flows);
      }
    } catch (WrongConfiguration e) {
      read.findings().addAll(e.findings());
    }
    return read;
  }

  @Override
  protected void write(ReportFormat format, List<Finding> findings, PrintWriter out)
      throws IOException {
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
    super.write(format, findings, out);
    if (format == ReportFormat.text) {
      long failed = run.results().stream().filter(result -> !result.passed()).count();
      int cases = run.results().size();
      out.println("%d %s, %d failed".formatted(cases, cases == 1 ? "case" : "cases", failed));
    }
  }
}
