package dev.rivyaroutes.simulator;

import java.io.PrintStream;
import java.io.UncheckedIOException;

/** The command {@code simulate}: a simulated Rivya in a process of its own, until it is stopped. */
public final class SimulateCommand {

  private static final int USAGE_ERROR = 2;

  private SimulateCommand() {}

  /**
   * Starts the simulator and returns while it runs; ends the process with 2 where an argument is
   * wrong.
   */
  public static void run(String[] args) {
    int code = run(args, System.out, System.err);
    if (code >= 0) {
      System.exit(code);
    }
  }

  /** The exit code, or -1 if the server is running. */
  static int run(String[] args, PrintStream out, PrintStream err) {
    try {
      SimulateOptions options = SimulateOptions.parse(args);
      if (options.help()) {
        out.print(SimulateOptions.HELP);
        return 0;
      }
      SimulatedRivya rivya = SimulatedRivya.start(options.settings());
      if (!options.quiet()) {
        out.println(
            "Simulated Rivya is ready at %s with the key %s"
                .formatted(rivya.baseUri(), options.settings().keys().get(0).key()));
      }
      return -1;
    } catch (IllegalArgumentException | UncheckedIOException e) {
      err.println("rivya-routes simulate: " + e.getMessage());
      return USAGE_ERROR;
    }
  }
}
