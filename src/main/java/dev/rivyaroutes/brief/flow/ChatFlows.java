package dev.rivyaroutes.brief.flow;

import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.version.FlowSwitch;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The chat flows, and whether each is on. */
@Component
public class ChatFlows {

  private final ObjectProvider<DeclaredFlows> declared;
  private final RunningFlows running;
  private final DisabledRoutes disabled;
  private final SwitchedFlows switched;

  ChatFlows(
      ObjectProvider<DeclaredFlows> declared,
      RunningFlows running,
      DisabledRoutes disabled,
      SwitchedFlows switched) {
    this.switched = switched;
    this.declared = declared;
    this.running = running;
    this.disabled = disabled;
  }

  public Optional<FlowTarget> find(String name) {
    return all().stream().filter(flow -> flow.name().equals(name)).findFirst();
  }

  public List<String> names() {
    return all().stream().map(FlowTarget::name).sorted().toList();
  }

  private List<FlowTarget> all() {
    return declared.stream()
        .flatMap(flows -> flows.all().stream())
        .filter(flow -> flow.kind() == JobKind.CHAT)
        .toList();
  }

  /** The order that has switched it off. */
  public Optional<FlowSwitch> switchedOff(String name) {
    return switched.off(name);
  }

  /** Whether a route that sends messages to the flow's rivya-chat-sink is running. */
  public boolean isOn(String name) {
    return running.isOn(name);
  }

  public boolean isOff(String name) {
    return disabled.chats(name);
  }
}
