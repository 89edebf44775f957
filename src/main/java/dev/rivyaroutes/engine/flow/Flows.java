package dev.rivyaroutes.engine.flow;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.brief.flow.DeclaredFlows;
import dev.rivyaroutes.brief.flow.FlowTarget;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The flows that the loaded routes declare. */
@Component
public class Flows implements DeclaredFlows {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final Accounts accounts;
  private final Map<String, FlowTarget> byName = new ConcurrentSkipListMap<>();

  Flows(Accounts accounts) {
    this.accounts = accounts;
  }

  /** Declares a flow; a wrong name or account stops the start. */
  public void declare(FlowTarget flow) {
    String name = flow.name();
    Require.that(
        NAME.matcher(name).matches(),
        "The flow name \"%s\" is invalid; use letters, digits, dots, - and _, such as listing-photos."
            .formatted(name));
    try {
      accounts.get(flow.account());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("Flow " + name + ": " + e.getMessage(), e);
    }
    FlowTarget before = byName.put(name, flow);
    Require.that(
        before == null || before.kind() == flow.kind(),
        "Flow %s has both a rivya-generation-sink and a rivya-chat-sink; give each its own flow name."
            .formatted(name));
  }

  @Override
  public Collection<FlowTarget> all() {
    return byName.values();
  }
}
