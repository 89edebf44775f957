package dev.rivyaroutes.plan;

import dev.rivyaroutes.check.Causes;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.Finding.Severity;
import dev.rivyaroutes.check.Place;
import dev.rivyaroutes.check.WrongConfiguration;
import dev.rivyaroutes.check.command.ReportCommand;
import dev.rivyaroutes.check.command.ReportFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Says what a change of flows would do: runs the newest briefs of the ledger, and those of the
 * tests beside the flows, through the flows as they are and as they would be. It sends nothing and
 * pays nothing; the ledger is only read.
 */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Says what a change of flows would do to the newest briefs; pays nothing.",
    footer = {
      "",
      "Keys of the configuration may be given as for a start: --listing.bucket=photos.",
      "",
      "Exit codes: 0 nothing differs; 1 there are differences; 2 it could not be",
      "planned, or wrong use of the command."
    })
public final class PlanCommand extends ReportCommand {
  private static final int NOT_PLANNED = 2;

  private final Supplier<Class<?>> program;

  @Parameters(
      paramLabel = "FOLDER",
      arity = "0..1",
      description = "The folder with the changed flows; by default those of the configuration.")
  private Path changed;

  @Option(
      names = "--from",
      paramLabel = "FOLDER",
      description = {
        "The folder with the flows as they run; by default the versions that the",
        "ledger has accepted last, and the flows of the configuration if it has none."
      })
  private Path from;

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "200",
      description = "How many of the newest briefs of the ledger are run; 200 by default.")
  private int last;

  @Option(
      names = "--show",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many differences of each kind are shown for a flow; 3 by default.")
  private int show;

  @Spec private CommandSpec spec;

  private boolean failed;
  private String summary;

  /**
   * @param program gives the class of the program
   */
  public PlanCommand(Supplier<Class<?>> program) {
    this.program = program;
  }

  @Override
  protected List<Finding> find(List<String> settings) throws IOException {
    if (changed != null) {
      requireFolder(changed);
    }
    if (from != null) {
      requireFolder(from);
    }
    if (last < 0 || show < 1) {
      throw new ParameterException(
          spec.commandLine(), "--last must be at least 0, and --show at least 1.");
    }
    try {
      PlanChange plan = new PlanChange(program.get(), settings);
      List<PlannedBrief> briefs = plan.plan(from, changed, last);
      SayPlan say = new SayPlan(briefs, plan.settled(), show);
      summary = say.summary();
      List<Finding> findings = new ArrayList<>(plan.notes());
      findings.addAll(say.findings(plan.changed()));
      return findings;
    } catch (WrongConfiguration e) {
      failed = true;
      return e.findings();
    } catch (SQLException | IllegalStateException e) {
      failed = true;
      return List.of(
          new Finding(
              Rule.PLAN,
              Severity.ERROR,
              Place.of("the ledger"),
              "The briefs of the ledger cannot be read: " + Causes.innermost(e),
              "Check spring.datasource.url, or name a folder and set --last=0 to plan with the tests alone."));
    }
  }

  private void requireFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new ParameterException(
          spec.commandLine(), "There is no folder %s; name one with flows.".formatted(folder));
    }
  }

  @Override
  protected int code(List<Finding> findings) {
    if (failed) {
      return NOT_PLANNED;
    }
    boolean differs =
        findings.stream().anyMatch(finding -> finding.severity().compareTo(Severity.NOTE) < 0);
    return differs ? 1 : 0;
  }

  @Override
  protected void write(ReportFormat format, List<Finding> findings, PrintWriter out)
      throws IOException {
    super.write(format, findings, out);
    if (format == ReportFormat.text && summary != null) {
      out.println(summary);
    }
  }
}
