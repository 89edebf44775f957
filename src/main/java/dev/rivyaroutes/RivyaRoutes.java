package dev.rivyaroutes;

import dev.rivyaroutes.simulator.SimulateCommand;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The program: Camel routes from sources of briefs over the Rivya API to sinks of results. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class RivyaRoutes {

  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals("simulate")) {
      SimulateCommand.run(Arrays.copyOfRange(args, 1, args.length));
      return;
    }
    SpringApplication.run(RivyaRoutes.class, args);
  }
}
