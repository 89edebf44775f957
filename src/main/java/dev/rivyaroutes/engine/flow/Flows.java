package dev.rivyaroutes.engine.flow;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.brief.flow.DeclaredFlows;
import dev.rivyaroutes.brief.flow.FlowDeclarations;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.ledger.version.DeclaredByFiles;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** The flows that the loaded routes declare. */
@Component
public class Flows implements DeclaredFlows, FlowDeclarations {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final Accounts accounts;
  private final DeclaredByFiles<FlowTarget> declared = new DeclaredByFiles<>();
  private volatile Map<String, FlowTarget> byName = Map.of();

  Flows(Accounts accounts) {
    this.accounts = accounts;
  }

  /** Declares a flow; a wrong name or account stops the load of its file. */
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
    Require.that(
        declared.besides().stream()
            .filter(other -> other.name().equals(name))
            .allMatch(other -> other.kind() == flow.kind()),
        "Flow %s has both a rivya-generation-sink and a rivya-chat-sink; give each its own flow name."
            .formatted(name));
    if (declared.add(flow)) {
      collect();
    }
  }

  @Override
  public void publish(String file) {
    declared.publish(file);
    collect();
  }

  @Override
  public void discard(String file) {
    declared.discard(file);
  }

  private void collect() {
    Map<String, FlowTarget> all = new TreeMap<>();
    declared.all().forEach(flow -> all.put(flow.name(), flow));
    byName = all;
  }

  @Override
  public Collection<FlowTarget> all() {
    return Collections.unmodifiableCollection(byName.values());
  }
}
