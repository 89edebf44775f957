package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/** Checks the flow files before any route starts. */
public final class CheckFlowFiles {

  private static final String ENGINE = "classpath*:camel/*.camel.yaml";

  /** A placeholder that is neither optional ({{?…}}) nor has a default or a function ({{a:b}}). */
  private static final Pattern NEEDED = Pattern.compile("\\{\\{!?([A-Za-z0-9_.\\-\\[\\]]+)}}");

  private static final ConfigurationPropertyName ACCOUNTS =
      ConfigurationPropertyName.of("rivya.accounts");

  private final ConfigurableEnvironment environment;
  private final FlowFiles files;
  private final Set<String> accounts;

  public CheckFlowFiles(ConfigurableEnvironment environment, FlowFiles files) {
    this.environment = environment;
    this.files = files;
    this.accounts = accounts(environment);
  }

  /** Only the names: values may contain unresolved references. */
  static Set<String> accounts(ConfigurableEnvironment environment) {
    Set<String> names = new TreeSet<>();
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source instanceof IterableConfigurationPropertySource all) {
        all.stream()
            .filter(ACCOUNTS::isAncestorOf)
            .forEach(name -> names.add(name.getElement(2, Form.ORIGINAL)));
      }
    }
    return names;
  }

  public List<Finding> check() throws IOException {
    List<Finding> findings = new ArrayList<>();
    UnaryOperator<String> resolve = new ResolvePlaceholders(environment);
    Kamelets kamelets = Kamelets.of(environment);
    CheckRouteIds names = new CheckRouteIds(idsOfTheEngine(), kamelets.names(), resolve);
    CheckUniqueNames taken = new CheckUniqueNames(resolve);
    engine().forEach(taken::takes);
    CheckKameletUse uses = new CheckKameletUse(kamelets, accounts, resolve);
    CheckConnections connections = new CheckConnections(environment, resolve);
    CheckSinks sinks = new CheckSinks(resolve);
    CheckSchedules schedules = new CheckSchedules();
    Settings settings = new Settings(environment);
    CheckSenders senders = new CheckSenders(settings, resolve);
    CheckCallers callers = new CheckCallers(environment);
    CheckQuarantine quarantine = new CheckQuarantine(resolve);
    CheckKinds kinds = new CheckKinds();
    CheckYamlDsl yaml = new CheckYamlDsl(YamlDslSchema.load(), resolve);
    for (FlowFile file : files.all()) {
      // Camel parses disabled routes too.
      if (file.root() != null) {
        yaml.check(file, findings);
      }
    }
    // Disabled routes are only parsed.
    List<FlowFile> running = files.all().stream().map(file -> file.running(resolve)).toList();
    try (CheckExpressions expressions = new CheckExpressions(resolve)) {
      for (FlowFile file : running) {
        if (file.root() != null) {
          yaml.checkNeeds(file, findings);
          expressions.check(file, findings);
        }
      }
    }
    for (FlowFile file : running) {
      if (file.root() != null) {
        names.check(file, findings);
        taken.check(file, findings);
        file.uses(file.root())
            .forEach(
                use -> {
                  uses.check(use, findings);
                  connections.check(use, findings);
                  senders.check(use, findings);
                  callers.check(file, use, findings);
                  quarantine.check(use, findings);
                });
        Endpoints.of(file).forEach(end -> quarantine.check(end, findings));
        kinds.check(file, findings);
        CheckScope.check(file, findings);
        CheckSecrets.check(file.name(), file.root(), findings);
        sinks.check(file, findings);
        schedules.check(file, findings);
        checkPlaceholders(file, findings);
      }
    }
    new CheckLoops(new LoopEnds(settings, resolve)).check(running, findings);
    return findings;
  }

  private void checkPlaceholders(FlowFile file, List<Finding> findings) {
    for (FlowFile.Value text : file.texts()) {
      Matcher placeholder = NEEDED.matcher(text.text());
      while (placeholder.find()) {
        String key = placeholder.group(1);
        if (!environment.containsProperty(key)) {
          findings.add(
              Finding.at(
                  Rule.PLACEHOLDER,
                  text.place(),
                  "{{" + key + "}} has no value.",
                  "Set %s in config/application.yaml, or write a default: {{%s:value}}."
                      .formatted(key, key)));
        }
      }
    }
  }

  private static Map<String, FileLine> idsOfTheEngine() {
    Map<String, FileLine> ids = new HashMap<>();
    for (FlowFile file : FlowFiles.read(ENGINE)) {
      for (FlowFile.Route route : file.routes()) {
        route.id().ifPresent(id -> ids.put(id, route.place()));
      }
    }
    return ids;
  }

  /** The names that the engine's routes use. */
  private static Map<CheckUniqueNames.Name, FileLine> engine() {
    Map<CheckUniqueNames.Name, FileLine> taken = new HashMap<>();
    for (FlowFile file : FlowFiles.read(ENGINE)) {
      CheckUniqueNames.of(file, UnaryOperator.identity())
          .forEach(use -> taken.put(use.name(), use.place()));
    }
    return taken;
  }
}
