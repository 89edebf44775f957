package dev.rivyaroutes.check.start;

import dev.rivyaroutes.access.BindToLoopback;
import dev.rivyaroutes.check.configuration.ApplyDefaults;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.RandomValuePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Reads what the environment of a start in the current folder would hold, for commands. */
public final class ReadConfiguration {

  private ReadConfiguration() {}

  /**
   * @param settings keys with their values, as on the command line of a start
   */
  public static ConfigurableEnvironment of(List<String> settings) {
    StandardEnvironment environment = new StandardEnvironment();
    if (!settings.isEmpty()) {
      environment
          .getPropertySources()
          .addFirst(new SimpleCommandLinePropertySource(settings.toArray(String[]::new)));
    }
    RandomValuePropertySource.addToEnvironment(environment);
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    SpringApplication program = new SpringApplication();
    new ApplyDefaults().postProcessEnvironment(environment, program);
    new BindToLoopback().postProcessEnvironment(environment, program);
    return environment;
  }
}
