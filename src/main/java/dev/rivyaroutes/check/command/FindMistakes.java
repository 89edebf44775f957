package dev.rivyaroutes.check.command;

import dev.rivyaroutes.access.BindToLoopback;
import dev.rivyaroutes.check.Causes;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.Place;
import dev.rivyaroutes.check.WrongConfiguration;
import dev.rivyaroutes.check.configuration.ApplyDefaults;
import dev.rivyaroutes.check.start.CheckBeforeStart;
import dev.rivyaroutes.check.start.ExplainUnreadableConfiguration;
import java.io.IOException;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.RandomValuePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Finds what would stop a start in the current folder. */
final class FindMistakes {

  private final List<String> settings;

  /**
   * @param settings keys with their values, as on the command line of a start
   */
  FindMistakes(List<String> settings) {
    this.settings = settings;
  }

  List<Finding> find() throws IOException {
    ConfigurableEnvironment environment;
    try {
      environment = environment();
    } catch (WrongConfiguration e) {
      return e.findings();
    } catch (RuntimeException e) {
      List<Finding> unreadable = ExplainUnreadableConfiguration.findings();
      return unreadable.isEmpty()
          ? List.of(
              new Finding(
                  Rule.CONFIGURATION_VALUE,
                  Place.of("the configuration"),
                  "It cannot be read: " + Causes.innermost(e),
                  "Correct it."))
          : unreadable;
    }
    return CheckBeforeStart.check(environment);
  }

  /** What the environment of a start would hold. */
  private ConfigurableEnvironment environment() {
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
