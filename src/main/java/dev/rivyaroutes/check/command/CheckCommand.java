package dev.rivyaroutes.check.command;

import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.convert.DurationStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Checks the configuration and the flows of the current folder as a start does, and starts nothing.
 * It needs no network and no secrets, except with {@code --live}: a reference to a variable that is
 * not set here is a note.
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
public final class CheckCommand extends ReportCommand {

  private final LiveCheck liveCheck;

  @Option(
      names = "--live",
      description = {
        "Reaches the accounts, sources and sinks too, with their own logins. It only reads: it",
        "sends no request that costs, and moves, marks and writes nothing."
      })
  private boolean live;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "How long --live waits for one system; 30s by default.")
  private String timeout;

  @Spec private CommandSpec spec;

  public CheckCommand(LiveCheck liveCheck) {
    this.liveCheck = liveCheck;
  }

  @Override
  protected List<Finding> find(List<String> settings) throws IOException {
    Duration patience = patience();
    List<Finding> findings = new ArrayList<>(new FindMistakes(settings, Path.of("")).find(!live));
    if (!live) {
      return findings;
    }
    if (findings.stream().anyMatch(CheckCommand::isWrongValue)) {
      findings.add(
          new Finding(
              Rule.REACH,
              Finding.Severity.NOTE,
              Place.of("--live"),
              "Nothing was reached, because the configuration has wrong values.",
              "Correct them first."));
      return findings;
    }
    findings.addAll(liveCheck.find(settings, patience, wrong(findings)));
    return findings;
  }

  private static Set<String> wrong(List<Finding> findings) {
    return findings.stream()
        .filter(Finding::isError)
        .map(finding -> finding.place().file())
        .collect(Collectors.toSet());
  }

  private Duration patience() {
    try {
      Duration time = DurationStyle.detectAndParse(timeout);
      if (!time.isZero() && !time.isNegative()) {
        return time;
      }
    } catch (IllegalArgumentException e) {
      // Reported below.
    }
    throw new ParameterException(
        spec.commandLine(),
        "--timeout is \"%s\"; it must be a time with unit, such as 30s.".formatted(timeout));
  }

  private static boolean isWrongValue(Finding finding) {
    return finding.isError()
        && (finding.rule() == Rule.CONFIGURATION_VALUE || finding.rule() == Rule.SERVER);
  }
}
