package dev.rivyaroutes.brief.flow;

import dev.rivyaroutes.ledger.job.JobKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The flows that chat, and whether each is on. */
@Component
public class ChatFlows {

  private final ObjectProvider<DeclaredFlows> declared;
  private final RunningFlows running;
  private final DisabledRoutes off;

  ChatFlows(ObjectProvider<DeclaredFlows> declared, RunningFlows running, DisabledRoutes off) {
    this.declared = declared;
    this.running = running;
    this.off = off;
  }

  /** The chat flow of this name. */
  public Optional<FlowTarget> find(String name) {
    return all().stream().filter(flow -> flow.name().equals(name)).findFirst();
  }

  /** The names of all chat flows. */
  public List<String> names() {
    return all().stream().map(FlowTarget::name).sorted().toList();
  }

  private List<FlowTarget> all() {
    return declared.stream()
        .flatMap(flows -> StreamSupport.stream(flows.all().spliterator(), false))
        .filter(flow -> flow.kind() == JobKind.CHAT)
        .toList();
  }

  /** Whether a route that hands messages to the flow's rivya-chat-sink runs. */
  public boolean isOn(String name) {
    return running.isOn(name);
  }

  /** Whether there is such a chat flow, and it is switched off. */
  public boolean isOff(String name) {
    return off.chats(name);
  }
}
