package dev.rivyaroutes.engine.flow;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.brief.flow.FlowsChanged;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.check.flows.FlowFiles;
import dev.rivyaroutes.check.flows.FlowText;
import dev.rivyaroutes.check.flows.RunningTexts;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.rivya.model.ModelCatalogue;
import dev.rivyaroutes.rivya.model.ModelPause;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Checks the model and the constant parameters of every flow against the catalogue. Briefs of a
 * flow with a wrong one are refused; those of a flow whose model is no longer available are parked.
 * Each change is logged once.
 */
@Component
public class CheckFlows {

  private static final Logger LOG = LoggerFactory.getLogger(CheckFlows.class);

  private record Problem(String place, String text) {}

  private final Flows flows;
  private final ModelCatalogue catalogue;
  private final Environment environment;
  private final ObjectProvider<RunningTexts> running;
  private final Map<String, String> logged = new ConcurrentHashMap<>();

  public CheckFlows(
      Flows flows,
      ModelCatalogue catalogue,
      Environment environment,
      ObjectProvider<RunningTexts> running) {
    this.flows = flows;
    this.catalogue = catalogue;
    this.environment = environment;
    this.running = running;
  }

  public void check(String account) {
    check(flow -> flow.account().equals(account));
  }

  /** The models of a file that was swapped in are known already. */
  @EventListener(FlowsChanged.class)
  void check() {
    check(flow -> true);
  }

  private void check(Predicate<FlowTarget> concerned) {
    Supplier<FlowFiles> files = SingletonSupplier.of(this::flowFiles);
    flows.all().stream().filter(concerned).forEach(flow -> check(flow, files));
  }

  private void check(FlowTarget flow, Supplier<FlowFiles> files) {
    Optional<ModelPause> pause = catalogue.pause(flow.account(), flow.model());
    Optional<Problem> problem = problem(flow, files);
    if (problem.isPresent()) {
      if (isNew(flow, problem.get().text())) {
        LOG.error(
            "{}: Flow {} is misconfigured and its briefs are refused: {} Correct the step.",
            problem.get().place(),
            flow.name(),
            problem.get().text());
      }
      return;
    }
    if (pause.isPresent() && isNew(flow, pause.get().model() + pause.get().status())) {
      LOG.warn(
          "Flow {} is paused. Its briefs are accepted and their jobs parked until the model is available: {}",
          flow.name(),
          pause.get().text());
    }
    if (pause.isEmpty() && logged.remove(flow.name()) != null) {
      LOG.info("Flow {} is resumed: model {} is available", flow.name(), flow.model());
    }
  }

  private Optional<Problem> problem(FlowTarget flow, Supplier<FlowFiles> files) {
    try {
      catalogue.checkModel(flow.account(), flow.model(), flow.kind());
    } catch (BriefRefused e) {
      return Optional.of(new Problem(place(flow, files.get()), e.getMessage()));
    }
    return flow.kind() == JobKind.CHAT ? Optional.empty() : problemOfParams(flow, files.get());
  }

  /** Only constants can be checked; other expressions are known with each brief. */
  private Optional<Problem> problemOfParams(FlowTarget flow, FlowFiles files) {
    Map<String, String> constants = files.constantsOf(flow.name(), Variables.PARAMS);
    for (Map.Entry<String, String> constant : constants.entrySet()) {
      try {
        catalogue.checkParams(flow.account(), flow.model(), constant.getValue());
      } catch (BriefRefused e) {
        return Optional.of(new Problem(constant.getKey(), e.getMessage()));
      }
    }
    return Optional.empty();
  }

  private boolean isNew(FlowTarget flow, String words) {
    return !words.equals(logged.put(flow.name(), words));
  }

  public boolean use(Collection<String> accounts, Collection<String> models) {
    return flows.all().stream()
        .anyMatch(flow -> accounts.contains(flow.account()) && models.contains(flow.model()));
  }

  /** The texts that run: a file may have become wrong since it was loaded. */
  private FlowFiles flowFiles() {
    List<FlowText> texts = running.stream().flatMap(all -> all.texts().stream()).toList();
    return texts.isEmpty()
        ? FlowFiles.readable(environment, new ArrayList<>())
        : FlowFiles.of(texts);
  }

  /** File and line of the model, or the file when the model comes from a placeholder. */
  private static String place(FlowTarget flow, FlowFiles files) {
    return files
        .placeOf(flow.name(), "model", flow.model())
        .orElse("routes/" + flow.name() + ".camel.yaml");
  }
}
