package dev.rivyaroutes.flowtest.world;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.check.Causes;
import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.Place;
import dev.rivyaroutes.check.WrongConfiguration;
import dev.rivyaroutes.check.flows.YamlTree;
import dev.rivyaroutes.check.start.CheckBeforeStart;
import dev.rivyaroutes.check.start.ReadConfiguration;
import dev.rivyaroutes.flowtest.file.ReadTestFiles;
import dev.rivyaroutes.flowtest.file.TestFile;
import dev.rivyaroutes.flowtest.file.YamlJson;
import dev.rivyaroutes.rivya.model.ModelCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.FileSystemUtils;

/** Checks the flows, and starts the program with them. */
public final class OpenWorld {
  private static final long MODELS_NANOS = 10_000_000_000L;

  private final ReadTestFiles read;
  private final List<JsonNode> models = new ArrayList<>();

  public OpenWorld(ReadTestFiles read) {
    this.read = read;
  }

  /** Rivya has exactly these models, as {@code GET /models} lists them; none for the usual ones. */
  public OpenWorld withModels(Iterable<JsonNode> list) {
    list.forEach(models::add);
    return this;
  }

  /**
   * @param program the class of the program
   * @param settings keys with their values, as on the command line of a start
   * @throws WrongConfiguration if the flows cannot start
   */
  public World open(Class<?> program, List<String> settings) throws IOException {
    Path folder = Files.createTempDirectory("rivya-flow-test-").toRealPath();
    try {
      return open(folder, program, settings);
    } catch (IOException | RuntimeException e) {
      FileSystemUtils.deleteRecursively(folder);
      throw e;
    }
  }

  private World open(Path folder, Class<?> program, List<String> settings) throws IOException {
    Map<String, Object> own = settingsOfTests();
    ConfigurableEnvironment environment = ReadConfiguration.of(settings);
    environment.getPropertySources().addFirst(new MapPropertySource("tests-of-flows", own));
    Path copies = folder.resolve(CopyFlows.FOLDER);
    new CopyFlows(copies, folder.resolve("files")).copy(read.files(), read.flows());
    World world = new World(folder, read.flows().values(), environment);
    try {
      world.setModels(models);
      own.forEach(world.settings()::set);
      world.settings().apply(environment);
      List<Finding> findings =
          CheckBeforeStart.check(environment).stream()
              .filter(finding -> finding.isError() && finding.stopsStart())
              .map(finding -> ofOriginal(finding, copies))
              .toList();
      if (!findings.isEmpty()) {
        throw new WrongConfiguration(findings);
      }
      new Tables(read.files(), world).create();
      start(world, program, settings);
      return world;
    } catch (IOException | RuntimeException e) {
      world.close();
      throw e;
    }
  }

  private static void start(World world, Class<?> program, List<String> settings) {
    try {
      List<String> arguments = new ArrayList<>(settings);
      arguments.add("--logging.level.root=off");
      world.start(program, arguments.toArray(String[]::new));
    } catch (WrongConfiguration e) {
      throw e;
    } catch (RuntimeException e) {
      throw new WrongConfiguration(
          List.of(
              new Finding(
                  Rule.ROUTE,
                  Place.of("the flows"),
                  "The program does not start with them: " + Causes.innermost(e),
                  "Correct the flow that this names.")));
    }
    awaitModels(world);
  }

  /** Without the list of models, briefs would be checked against it only later. */
  private static void awaitModels(World world) {
    ModelCatalogue models = world.bean(ModelCatalogue.class);
    long end = System.nanoTime() + MODELS_NANOS;
    while (System.nanoTime() < end
        && world.accounts().stream().anyMatch(name -> models.revision(name) < 0)) {
      try {
        world.time().tick();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private Map<String, Object> settingsOfTests() {
    Map<String, Object> own = new HashMap<>();
    List<Finding> findings = new ArrayList<>();
    for (TestFile test : read.files()) {
      test.settings()
          .forEach(
              (key, node) -> {
                Object value = Json.PLAIN.convertValue(YamlJson.of(node), Object.class);
                Object other = own.putIfAbsent(key, value);
                if (other != null && !other.equals(value)) {
                  findings.add(different(test, node, key));
                }
              });
    }
    if (!findings.isEmpty()) {
      throw new WrongConfiguration(findings);
    }
    return own;
  }

  private static Finding different(TestFile test, Node node, String key) {
    return Finding.at(
        Rule.FLOW_TEST,
        test.place(node),
        "The tests of another flow set %s to another value than \"%s\"."
            .formatted(key, YamlTree.text(node)),
        "Use the same value in all files, or run the tests one by one.");
  }

  private Finding ofOriginal(Finding finding, Path copies) {
    FileLine at = finding.place().line();
    if (at == null || !Path.of(at.file()).toAbsolutePath().startsWith(copies)) {
      return finding;
    }
    return read.flow(Path.of(at.file()).getFileName().toString())
        .map(
            flow ->
                Finding.at(
                    finding.rule(),
                    new FileLine(flow.name(), at.line(), at.column()),
                    finding.problem(),
                    finding.remedy()))
        .orElse(finding);
  }
}
