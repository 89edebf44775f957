package dev.rivyaroutes;

import dev.rivyaroutes.check.command.CheckCommand;
import dev.rivyaroutes.check.editor.DocsCommand;
import dev.rivyaroutes.check.editor.InitCommand;
import dev.rivyaroutes.check.start.CheckLibraries;
import dev.rivyaroutes.check.start.ReadConfiguration;
import dev.rivyaroutes.flowtest.FlowTestCommand;
import dev.rivyaroutes.ledger.sqlite.LedgerCommand;
import dev.rivyaroutes.live.CheckLive;
import dev.rivyaroutes.plan.PlanCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Runs the commands that do not start the program, such as {@code check} and {@code --version}. */
@Command(
    name = "java -jar rivya-routes.jar",
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    customSynopsis = {
      "java -jar rivya-routes.jar [--key=value ...]",
      "       java -jar rivya-routes.jar COMMAND [--help]"
    },
    description = {
      "Rivya Routes brings briefs to Rivya and delivers the results.",
      "",
      "It runs in a folder that holds config/ and routes/, until it is stopped. Any key of",
      "config/application.yaml may be given here, such as --server.port=8090;",
      "src/docs/configuration.md in the project lists all keys.",
      ""
    },
    footer = {
      "",
      "Exit codes: 143 stopped by a signal; 2 the configuration is wrong; 3 the database cannot be",
      "reached; 1 anything else."
    },
    subcommands = {
      CheckCommand.class,
      FlowTestCommand.class,
      PlanCommand.class,
      Commands.Backup.class,
      Commands.Restore.class,
      InitCommand.class,
      DocsCommand.class,
      Commands.Simulate.class
    })
final class Commands {

  private static final int USAGE_ERROR = 2;

  private Commands() {}

  /** A command of the embedded ledger, whose address is read from the configuration. */
  abstract static class OnLedger implements Callable<Integer> {
    @Unmatched private List<String> settings = new ArrayList<>();
    @Spec private CommandSpec spec;

    abstract int run(LedgerCommand ledger);

    @Override
    public Integer call() {
      String wrong =
          settings.stream().filter(word -> !word.startsWith("--")).findFirst().orElse(null);
      if (wrong != null) {
        throw new CommandLine.ParameterException(
            spec.commandLine(),
            "%s knows no \"%s\". Write keys as --key=value.".formatted(spec.name(), wrong));
      }
      ConfigurableEnvironment configuration = ReadConfiguration.of(settings);
      CommandLine line = spec.commandLine();
      return run(
          new LedgerCommand(
              configuration.getProperty("spring.datasource.url"), line.getOut(), line.getErr()));
    }
  }

  @Command(
      name = "backup",
      mixinStandardHelpOptions = true,
      description = "Copies the embedded ledger to a new file, also while the program runs.")
  static final class Backup extends OnLedger {
    @Parameters(paramLabel = "FILE", description = "The new file.")
    private Path file;

    @Override
    int run(LedgerCommand ledger) {
      return ledger.backUp(file);
    }
  }

  @Command(
      name = "restore",
      mixinStandardHelpOptions = true,
      description = "Puts a copy in the place of the embedded ledger of a stopped program.")
  static final class Restore extends OnLedger {
    @Parameters(paramLabel = "FILE", description = "A copy that backup has made.")
    private Path file;

    @Override
    int run(LedgerCommand ledger) {
      return ledger.restore(file);
    }
  }

  /** Only its help; the simulator reads its own options. */
  @Command(name = "simulate", description = "Runs a simulated Rivya alone.")
  static final class Simulate {}

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Commands.class.getPackage().getImplementationVersion();
      return new String[] {
        "Rivya Routes " + (version == null ? "(not packaged)" : version),
        "Camel " + CheckLibraries.versionOfCamel()
      };
    }
  }

  /** Commands that reach into modules which they do not know get what they need here. */
  private static <T> T create(Class<T> type) throws Exception {
    if (type == CheckCommand.class) {
      return type.cast(new CheckCommand(new CheckLive(Commands::program)));
    }
    if (type == FlowTestCommand.class) {
      return type.cast(new FlowTestCommand(Commands::program));
    }
    if (type == PlanCommand.class) {
      return type.cast(new PlanCommand(Commands::program));
    }
    return CommandLine.defaultFactory().create(type);
  }

  /**
   * The class whose main method runs; finding it takes a while, so only commands that need it ask.
   */
  private static Class<?> program() {
    return new SpringApplication().getMainApplicationClass();
  }

  /** The exit code; empty if the program must start. */
  static OptionalInt answer(String[] args, PrintStream out, PrintStream err) {
    List<String> given = List.of(args);
    if (given.stream().allMatch(arg -> arg.startsWith("--") && !arg.matches("--help|--version"))) {
      return OptionalInt.empty();
    }
    CommandLine commands =
        new CommandLine(new Commands(), Commands::create)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setUsageHelpAutoWidth(false);
    if (commands.getSubcommands().containsKey(given.get(0))) {
      return OptionalInt.of(commands.execute(args));
    }
    if (given.contains("--help") || given.contains("-h")) {
      commands.usage(out);
      return OptionalInt.of(0);
    }
    if (given.contains("--version")) {
      commands.printVersionHelp(out);
      return OptionalInt.of(0);
    }
    String wrong = given.stream().filter(arg -> !arg.startsWith("--")).findFirst().orElseThrow();
    err.println(
        "There is no command \"" + wrong + "\". Write keys as --key=value; --help tells more.");
    return OptionalInt.of(USAGE_ERROR);
  }
}
