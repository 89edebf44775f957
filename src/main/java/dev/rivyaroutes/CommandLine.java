package dev.rivyaroutes;

import dev.rivyaroutes.check.start.CheckLibraries;
import java.io.PrintStream;
import java.util.List;
import java.util.OptionalInt;

/** Runs the commands that do not start the program, such as {@code --version}. */
final class CommandLine {

  private static final int USAGE_ERROR = 2;

  private static final String HELP =
      """
      Rivya Routes brings briefs to Rivya and delivers the results.

      Usage: java -jar rivya-routes.jar [--key=value ...]
             java -jar rivya-routes.jar simulate [--help]

      It runs in a folder that holds config/ and routes/, until it is stopped. Any key of
      config/application.yaml may be given here, such as --server.port=8090; src/docs/configuration.md
      in the project lists all keys.

        simulate     run a simulated Rivya alone
        --help, -h   print this
        --version    print the version, and that of Camel

      Exit codes: 143 stopped by a signal; 2 the configuration is wrong; 3 the database cannot be reached; 1 anything else.
      """;

  private CommandLine() {}

  /** The exit code; empty if the program must start. */
  static OptionalInt answer(String[] args, PrintStream out, PrintStream err) {
    List<String> given = List.of(args);
    if (given.contains("--help") || given.contains("-h")) {
      out.print(HELP);
      return OptionalInt.of(0);
    }
    if (given.contains("--version")) {
      String version = CommandLine.class.getPackage().getImplementationVersion();
      out.println("Rivya Routes " + (version == null ? "(not packaged)" : version));
      out.println("Camel " + CheckLibraries.versionOfCamel());
      return OptionalInt.of(0);
    }
    for (String arg : given) {
      if (!arg.startsWith("--")) {
        err.println(
            "There is no command \"" + arg + "\". Write keys as --key=value; --help tells more.");
        return OptionalInt.of(USAGE_ERROR);
      }
    }
    return OptionalInt.empty();
  }
}
