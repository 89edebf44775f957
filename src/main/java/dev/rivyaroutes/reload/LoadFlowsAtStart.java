package dev.rivyaroutes.reload;

import dev.rivyaroutes.brief.flow.HeldFlows;
import dev.rivyaroutes.check.WrongConfiguration;
import dev.rivyaroutes.check.configuration.WhenWrong;
import dev.rivyaroutes.check.flows.FlowText;
import dev.rivyaroutes.check.start.WrongFlows;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.StartupListener;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.stereotype.Component;

/**
 * Loads the flow files one by one once Camel runs, so that one that cannot be started stops no
 * other. It comes before all other listeners: the engine claims its first job afterwards.
 */
@Component
class LoadFlowsAtStart implements CamelContextConfiguration, StartupListener, Ordered {

  private final ConfigurableEnvironment environment;
  private final TakeFlowFiles files;
  private final FlowStates states;
  private final ObjectProvider<WrongFlows> wrong;
  private final ObeySwitches switches;
  private final WatchFlowFiles watch;
  private final HeldFlows held;

  LoadFlowsAtStart(
      ConfigurableEnvironment environment,
      TakeFlowFiles files,
      FlowStates states,
      ObjectProvider<WrongFlows> wrong,
      ObeySwitches switches,
      WatchFlowFiles watch,
      HeldFlows held) {
    this.environment = environment;
    this.files = files;
    this.states = states;
    this.wrong = wrong;
    this.switches = switches;
    this.watch = watch;
    this.held = held;
  }

  @Override
  public int getOrder() {
    return HIGHEST;
  }

  @Override
  public void beforeApplicationStart(CamelContext camel) {
    if (FlowLoading.isOn(environment)) {
      held.holdAll();
      try {
        camel.addStartupListener(this);
      } catch (Exception e) {
        throw new IllegalStateException("Camel has started already.", e);
      }
    }
  }

  @Override
  public void afterApplicationStart(CamelContext camel) {
    // The flows are loaded before.
  }

  @Override
  public void onCamelContextStarted(CamelContext camel, boolean alreadyStarted) {
    // Camel takes further routes only once it is fully started.
  }

  @Override
  public void onCamelContextFullyStarted(CamelContext camel, boolean alreadyStarted) {
    switches.read();
    WrongFlows found = wrong.getIfAvailable(() -> new WrongFlows(List.of()));
    List<FlowText> all = FlowText.all(environment);
    all.forEach(file -> files.load(file, found.of(file.name())));
    if (WhenWrong.of(environment) == WhenWrong.STOP) {
      states.all().values().stream()
          .filter(FlowState::isWrong)
          .findFirst()
          .ifPresent(
              state -> {
                throw new WrongConfiguration(state.wrong());
              });
    }
    held.releaseAll();
    watch.start(all);
  }
}
