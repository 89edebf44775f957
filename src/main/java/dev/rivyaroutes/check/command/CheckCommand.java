package dev.rivyaroutes.check.command;

import dev.rivyaroutes.check.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;

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
public final class CheckCommand extends ReportCommand {

  @Override
  protected List<Finding> find(List<String> settings) throws IOException {
    return new FindMistakes(settings, Path.of("")).find();
  }
}
