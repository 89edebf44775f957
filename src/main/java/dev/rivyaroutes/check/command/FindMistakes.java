package dev.rivyaroutes.check.command;

import dev.rivyaroutes.check.Causes;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.Place;
import dev.rivyaroutes.check.WrongConfiguration;
import dev.rivyaroutes.check.flows.CheckModels;
import dev.rivyaroutes.check.flows.FlowFiles;
import dev.rivyaroutes.check.start.CheckBeforeStart;
import dev.rivyaroutes.check.start.ExplainUnreadableConfiguration;
import dev.rivyaroutes.check.start.ReadConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;

/** Finds what would stop a start in the current folder. */
final class FindMistakes {

  private static final String LOCATION = "--spring.config.location=";
  private static final String FILE = "file:";

  private final List<String> settings;
  private final Path home;

  /**
   * @param settings keys with their values, as on the command line of a start
   * @param home the working folder
   */
  FindMistakes(List<String> settings, Path home) {
    this.settings = settings;
    this.home = home;
  }

  /**
   * @param models whether the models of flows are checked against those known here
   */
  List<Finding> find(boolean models) throws IOException {
    ConfigurableEnvironment environment;
    try {
      environment = ReadConfiguration.of(settings);
    } catch (WrongConfiguration e) {
      return e.findings();
    } catch (RuntimeException e) {
      List<Finding> unreadable = ExplainUnreadableConfiguration.findings(folder());
      return unreadable.isEmpty()
          ? List.of(
              new Finding(
                  Rule.CONFIGURATION_VALUE,
                  Place.of("the configuration"),
                  "It cannot be read: " + Causes.innermost(e),
                  "Correct it."))
          : unreadable;
    }
    List<Finding> findings = new ArrayList<>(CheckBeforeStart.check(environment));
    findings.addAll(ExplainUnreadableConfiguration.notes(folder()));
    if (models) {
      findings.addAll(
          new CheckModels(environment, home)
              .check(FlowFiles.readable(environment, new ArrayList<>()).all()));
    }
    return findings;
  }

  /** The folder with the configuration: config/, or the last one that the settings name. */
  private Path folder() {
    return settings.stream()
        .filter(setting -> setting.startsWith(LOCATION))
        .flatMap(setting -> Stream.of(setting.substring(LOCATION.length()).split(",")))
        .filter(place -> place.startsWith(FILE))
        .reduce((first, last) -> last)
        .map(place -> Path.of(place.substring(FILE.length())))
        .orElse(home.resolve("config"));
  }
}
