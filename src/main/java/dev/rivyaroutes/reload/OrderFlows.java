package dev.rivyaroutes.reload;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.flows.FlowText;
import dev.rivyaroutes.ledger.audit.Action;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.orders.RecordOrders;
import dev.rivyaroutes.ledger.version.FlowVersion;
import dev.rivyaroutes.ledger.version.FlowVersions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Compares the versions of a flow file, and goes back to one by order of a person. */
@Component
public class OrderFlows {

  private static final int CONTEXT = 3;

  private final FlowVersions versions;
  private final FlowStates states;
  private final JudgeFlow judge;
  private final TakeFlowFiles files;
  private final RecordOrders orders;
  private final Clock clock;

  OrderFlows(
      FlowVersions versions,
      FlowStates states,
      JudgeFlow judge,
      TakeFlowFiles files,
      RecordOrders orders,
      Clock clock) {
    this.versions = versions;
    this.states = states;
    this.judge = judge;
    this.files = files;
    this.orders = orders;
    this.clock = clock;
  }

  /** A version of a flow; empty if it has none with this id. */
  public Optional<FlowVersion> version(String flow, String id) {
    return versions.find(id).filter(version -> version.flow().equals(flow));
  }

  /** The lines that differ, as a unified diff; empty if none does. */
  public static String compare(FlowVersion from, FlowVersion to) {
    List<String> before = from.text().lines().toList();
    List<String> lines =
        UnifiedDiffUtils.generateUnifiedDiff(
            from.flow() + " " + from.id(),
            to.flow() + " " + to.id(),
            before,
            DiffUtils.diff(before, to.text().lines().toList()),
            CONTEXT);
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  /**
   * Puts a former text in force, on all replicas, until the file changes. It runs when this
   * returns, unless something is under way in the flow that must end first.
   *
   * @throws OrderRefused if the text is wrong beside the other files as they are now
   */
  public FlowVersion restore(FlowVersion former, Order order) throws OrderRefused {
    FlowState state = states.ofFlow(former.flow());
    if (state == null) {
      throw refused(former, order, "There is no file of the flow. Restore the file.");
    }
    List<Finding> wrong = judge.findings(new FlowText(state.file(), former.text(), null));
    if (!wrong.isEmpty()) {
      throw refused(
          former, order, "The version is wrong beside the files of now: " + wrong.get(0).line());
    }
    String text =
        "Version %s of %s is in force, in place of the file, until that changes."
            .formatted(former.id(), former.flow());
    FlowVersion ordered =
        versions.restore(
            former,
            new FlowVersion.Order(order.by(), order.reason(), state.sha256()),
            order.done(Action.RESTORE_FLOW, former.flow(), text, clock.instant()));
    files.obey(ordered);
    return ordered;
  }

  private OrderRefused refused(FlowVersion former, Order order, String why) {
    return orders.refusal(order, Action.RESTORE_FLOW, former.flow(), why);
  }
}
