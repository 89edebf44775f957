package dev.rivyaroutes;

import dev.rivyaroutes.check.start.CheckBeforeStart;
import dev.rivyaroutes.check.start.CheckLibraries;
import dev.rivyaroutes.check.start.CheckWorkingFolder;
import dev.rivyaroutes.check.start.KeepFoldersPrivate;
import dev.rivyaroutes.check.start.StartExitCode;
import dev.rivyaroutes.simulator.DemoMailbox;
import dev.rivyaroutes.simulator.EmbeddedSimulator;
import dev.rivyaroutes.simulator.SimulateCommand;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.LogbackMetricsAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.opentelemetry.OpenTelemetryAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The program: Camel routes from sources of briefs over the Rivya API to sinks of results. */
@SpringBootApplication(
    // They would set up OpenTelemetry a second time, beside the traces of jobs, and count log
    // events
    // at a greater cost than the program does.
    exclude = {
      OpenTelemetryAutoConfiguration.class,
      OpenTelemetryLoggingAutoConfiguration.class,
      LogbackMetricsAutoConfiguration.class
    })
@ConfigurationPropertiesScan
public class RivyaRoutes {

  /** Runs the program, or with {@code simulate} as first argument the simulated Rivya alone. */
  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals("simulate")) {
      SimulateCommand.run(Arrays.copyOfRange(args, 1, args.length));
      return;
    }
    OptionalInt answered = Commands.answer(args, System.out, System.err);
    if (answered.isPresent()) {
      System.exit(answered.getAsInt());
    }
    Path folder = Path.of("");
    if (!CheckWorkingFolder.check(folder, System.err)
        || !CheckLibraries.check(folder, System.err)) {
      System.exit(StartExitCode.CONFIGURATION);
    }
    try {
      program().run(args);
    } catch (RuntimeException | Error e) {
      // Spring has logged the failure.
      System.exit(StartExitCode.exitCode(e));
    }
  }

  /** The program as it is started, checks and all. */
  static SpringApplication program() {
    SpringApplication program = new SpringApplication(RivyaRoutes.class);
    program.addInitializers(
        new EmbeddedSimulator(),
        new DemoMailbox(),
        new CheckBeforeStart(),
        new KeepFoldersPrivate());
    return program;
  }
}
