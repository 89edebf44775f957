package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads files of routes and Kamelets, and finds every breach of the house style. */
final class Conventions {

  private static final Pattern IN_OUT_FAILURE =
      Pattern.compile("# In: \\S.*[.] Out: \\S.*[.] On failure: \\S.*[.]");
  private static final Pattern SENTENCE = Pattern.compile("# [A-Z].*[.]");

  private final CanonicalYaml canonical;
  private final List<Finding> breaches = new ArrayList<>();

  Conventions() throws IOException {
    this.canonical = new CanonicalYaml();
  }

  List<Finding> breaches() {
    return breaches;
  }

  /** Flows: one file a flow. */
  void checkFlows(Path folder) {
    CheckRouteIds names = new CheckRouteIds(Map.of(), Set.of(), UnaryOperator.identity());
    for (FlowFile file : read(folder, ".camel.yaml")) {
      names.check(file, breaches);
      checkRoutes(file);
      for (FlowFile.Route route : file.routes()) {
        boolean takesIn =
            file.uses(route.node()).stream()
                .anyMatch(use -> use.kamelet().endsWith("-drop-source"));
        String start = YamlTree.textOf(route.node(), "autoStartup").orElse("");
        if (takesIn && !start.matches("\\{\\{.+}}")) {
          breaches.add(
              Finding.at(
                  Rule.KAMELET, route.place(), "the source has no switch (autoStartup)", ""));
        }
      }
    }
  }

  /** The engine: one route a file. */
  void checkEngine(Path folder) {
    for (FlowFile file : read(folder, ".camel.yaml")) {
      checkRoutes(file);
      List<String> ids = file.routes().stream().map(route -> route.id().orElse("")).toList();
      if (!ids.equals(List.of(file.flow()))) {
        breaches.add(
            new Finding(
                Rule.KAMELET,
                Place.of(file.name() + ":1"),
                "the file is not one route of the file's name",
                ""));
      }
    }
  }

  void checkKamelets(Path folder) {
    for (FlowFile file : read(folder, ".kamelet.yaml")) {
      checkFirstLine(file.name(), SENTENCE);
      CheckSecrets.check(file.name(), file.root(), breaches);
      new KameletRules(file.name(), file.root(), breaches).check();
      Node template =
          YamlTree.value(file.root(), "spec")
              .flatMap(spec -> YamlTree.value(spec, "template"))
              .orElse(file.root());
      RouteRules rules = new RouteRules(file.name(), breaches);
      rules.checkSteps(template);
      Node route = YamlTree.value(template, "route").orElse(template);
      YamlTree.value(route, "from")
          .ifPresent(
              from -> {
                rules.checkLength(from);
                breaches.addAll(canonical.checkFrom(file.name(), from));
              });
    }
  }

  private void checkRoutes(FlowFile file) {
    checkFirstLine(file.name(), IN_OUT_FAILURE);
    breaches.addAll(canonical.check(file.name(), file.root()));
    CheckSecrets.check(file.name(), file.root(), breaches);
    RouteRules rules = new RouteRules(file.name(), breaches);
    for (FlowFile.Route route : file.routes()) {
      rules.describe(route);
      rules.checkLength(route.node());
      rules.checkSteps(route.node());
    }
  }

  private void checkFirstLine(String file, Pattern form) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      if (!form.matcher(lines.findFirst().orElse("")).matches()) {
        breaches.add(
            new Finding(
                Rule.KAMELET,
                Place.of(file + ":1"),
                form == SENTENCE
                    ? "the first line is no sentence"
                    : "the first line does not say # In: … Out: … On failure: ….",
                ""));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<FlowFile> read(Path folder, String suffix) {
    List<FlowFile> files = FlowFiles.read("file:" + folder.toAbsolutePath() + "/*" + suffix);
    if (files.isEmpty()) {
      throw new IllegalArgumentException(folder + " holds no file *" + suffix);
    }
    return files;
  }
}
