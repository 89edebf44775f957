package dev.rivyaroutes.flowtest.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.check.flows.FlowFile;
import dev.rivyaroutes.delivery.log.LogResultSink;
import dev.rivyaroutes.flowtest.brief.CaseMessages;
import dev.rivyaroutes.flowtest.brief.GiveBrief;
import dev.rivyaroutes.flowtest.brief.HandInBrief;
import dev.rivyaroutes.flowtest.end.ContentFacts;
import dev.rivyaroutes.flowtest.end.DatabaseEnd;
import dev.rivyaroutes.flowtest.end.Ends;
import dev.rivyaroutes.flowtest.end.LogEnd;
import dev.rivyaroutes.flowtest.end.MemoryS3;
import dev.rivyaroutes.flowtest.end.MemorySqs;
import dev.rivyaroutes.flowtest.end.Recorder;
import dev.rivyaroutes.flowtest.end.SftpEnd;
import dev.rivyaroutes.flowtest.end.WatchFolder;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.account.SimulatedKey;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.FileSystemUtils;

/** The program with the tested flows, before a simulated Rivya and in-process ends. */
public final class World implements AutoCloseable {
  private final MovableClock clock = new MovableClock();
  private final ContentFacts facts = new ContentFacts();
  private final Recorder recorder = new Recorder();
  private final CaseMessages messages = new CaseMessages(clock);
  private final WatchSteps steps = new WatchSteps(recorder, facts);
  private final Path folder;
  private final NamedByFlows named;
  private final SimulatedRivya rivya;
  private final Ends ends;
  private final TestSettings settings;
  private ConfigurableApplicationContext context;

  /**
   * Prepares the ends; nothing runs yet.
   *
   * @param folder the folder of the run, which has the flows; its end deletes it
   */
  World(Path folder, Collection<FlowFile> flows, Environment environment) throws IOException {
    this.folder = folder;
    named = new NamedByFlows(flows, environment);
    rivya =
        SimulatedRivya.start(
            SimulatorSettings.defaults()
                .withClock(clock)
                .withKeys(
                    named.accounts().stream()
                        .map(account -> SimulatedKey.accepted(EndSettings.key(account), account))
                        .toArray(SimulatedKey[]::new)));
    Path files = folder.resolve("files");
    SftpEnd sftp = named.use("sftp") ? new SftpEnd(folder.resolve("sftp")) : null;
    DatabaseEnd database =
        named.use("database")
            ? new DatabaseEnd(EndSettings.database(folder, "flows"), facts)
            : null;
    ends =
        new Ends(
            recorder,
            facts,
            files,
            new MemoryS3(clock, recorder, facts),
            new MemorySqs(clock, recorder, facts),
            sftp,
            database);
    recorder.watch(new WatchFolder(files, "", sources("folder", files), facts));
    if (sftp != null) {
      recorder.watch(new WatchFolder(sftp.root(), "/", sources("sftp", sftp.root()), facts));
    }
    if (database != null) {
      recorder.watch(database);
    }
    settings = new EndSettings(folder, named, rivya, ends).settings();
  }

  private Set<Path> sources(String system, Path root) {
    return named.uses((system + "-drop-source")::equals).stream()
        .map(use -> named.value(use, "directory").strip().replaceFirst("^/+", ""))
        .map(root::resolve)
        .map(Path::normalize)
        .collect(Collectors.toSet());
  }

  TestSettings settings() {
    return settings;
  }

  /** Replaces the models of Rivya; without any, they stay as they are. */
  void setModels(List<JsonNode> models) {
    if (!models.isEmpty()) {
      List<String> usual = new ArrayList<>();
      rivya.models().ids().forEach(usual::add);
      models.forEach(model -> usual.remove(model.path("id").asText()));
      rivya.models().remove(usual);
      models.forEach(model -> rivya.models().merge((ObjectNode) model));
    }
  }

  NamedByFlows named() {
    return named;
  }

  /** Starts the program. */
  void start(Class<?> program, String... arguments) {
    SpringApplication application = new SpringApplication(program);
    application.setRegisterShutdownHook(false);
    application.addInitializers(
        starting -> {
          settings.apply(starting.getEnvironment());
          new RegisterEnds(clock, ends, messages, steps)
              .register((GenericApplicationContext) starting);
        });
    context = application.run(arguments);
    new LogEnd(recorder).takeFrom(LogResultSink.class);
  }

  public SimulatedRivya rivya() {
    return rivya;
  }

  public Ends ends() {
    return ends;
  }

  public CaseMessages messages() {
    return messages;
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public Set<String> accounts() {
    return named.accounts();
  }

  /** The steps of the flows, each with whether a case has reached it. */
  public Coverage coverage() {
    return new Coverage(steps.steps());
  }

  public HandInBrief handIn() {
    int port = context.getEnvironment().getProperty("local.server.port", Integer.class, 0);
    return new HandInBrief(bean(CamelContext.class), ends, messages, port);
  }

  public GiveBrief give() {
    return new GiveBrief(bean(CamelContext.class), facts);
  }

  public PassTime time() {
    return new PassTime(clock, bean(CamelContext.class), bean(WorkSignal.class));
  }

  @Override
  public void close() {
    try {
      if (context != null) {
        context.close();
      }
    } finally {
      rivya.close();
      ends.close();
      try {
        FileSystemUtils.deleteRecursively(folder);
      } catch (IOException e) {
        // The system cleans its temporary folder.
      }
    }
  }
}
