package dev.rivyaroutes.ledger.orders;

import dev.rivyaroutes.ledger.audit.Action;
import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Records orders that change nothing in the ledger: refused ones, and calls of other systems. */
@Component
public final class RecordOrders {

  private final GroupCommit commit;
  private final Clock clock;

  public RecordOrders(GroupCommit commit, Clock clock) {
    this.commit = commit;
    this.clock = clock;
  }

  public void done(Order order, Action action, String thing, String text) {
    write(thing, order.done(action, thing, text, clock.instant()));
  }

  public void refused(Order order, Action action, String thing, String why) {
    write(thing, order.refused(action, thing, why, clock.instant()));
  }

  /** Records a refusal, and returns it to be thrown. */
  public OrderRefused refusal(Order order, Action action, String thing, String why) {
    refused(order, action, thing, why);
    return OrderRefused.byState(why);
  }

  private void write(String thing, Sql row) {
    commit.write(new Write(thing, row));
  }
}
