package dev.rivyaroutes.flowtest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.check.WrongConfiguration;
import dev.rivyaroutes.check.flows.FlowFile;
import dev.rivyaroutes.flowtest.brief.GivenBrief;
import dev.rivyaroutes.flowtest.file.ReadTestFiles;
import dev.rivyaroutes.flowtest.file.TestCase;
import dev.rivyaroutes.flowtest.run.Observed;
import dev.rivyaroutes.flowtest.run.RunCase;
import dev.rivyaroutes.flowtest.world.OpenWorld;
import dev.rivyaroutes.flowtest.world.World;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs briefs through flows and says what comes out, for other commands: against the simulated
 * Rivya, with in-process ends. Nothing else is called.
 */
public final class ObserveFlows implements AutoCloseable {
  private final World world;
  private final RunCase run;
  private final ReadTestFiles read;

  private ObserveFlows(World world, ReadTestFiles read) {
    this.world = world;
    this.run = new RunCase(world);
    this.read = read;
  }

  /**
   * Starts the program with the flows of some tests.
   *
   * @param program the class of the program
   * @param settings keys with their values, as on the command line of a start
   * @param models the models that Rivya has, as {@code GET /models} lists them; none for the usual
   * @throws WrongConfiguration if the flows cannot start
   */
  public static ObserveFlows open(
      Class<?> program, List<String> settings, ReadTestFiles read, Iterable<JsonNode> models)
      throws IOException {
    return new ObserveFlows(new OpenWorld(read).withModels(models).open(program, settings), read);
  }

  /** Runs a case, and judges nothing. */
  public Observed observe(TestCase one) throws Exception {
    return run.observe(one, routes(read.flows().get(one.file().flow())));
  }

  /** Runs a brief that has no source through a flow, and judges nothing. */
  public Observed observe(GivenBrief brief, FlowFile flow) throws Exception {
    return run.observe(brief, routes(flow));
  }

  /** The ids of the routes of a flow. */
  static Set<String> routes(FlowFile flow) {
    return flow.routes().stream().flatMap(route -> route.id().stream()).collect(Collectors.toSet());
  }

  @Override
  public void close() {
    world.close();
  }
}
