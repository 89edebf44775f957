package dev.rivyaroutes.ledger.bulk;

import dev.rivyaroutes.ledger.audit.Action;
import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.orders.OrderRefused.Why;
import dev.rivyaroutes.ledger.orders.RecordOrders;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What people order about bulk orders. Each is recorded, also when it is refused. */
@Component
public final class BulkOrders {

  private static final Logger LOG = LoggerFactory.getLogger(BulkOrders.class);

  private final GroupCommit commit;
  private final FindBulkOrders find;
  private final RecordOrders refused;
  private final Clock clock;

  public BulkOrders(GroupCommit commit, FindBulkOrders find, Clock clock) {
    this.commit = commit;
    this.find = find;
    this.refused = new RecordOrders(commit, clock);
    this.clock = clock;
  }

  /**
   * Asks for a bulk order, of which nothing is carried out before it is started. The same request
   * under the same name again returns the first one.
   *
   * @throws OrderRefused if the name is taken by another request
   */
  public BulkOrder plan(BulkRequest request, Order order) throws OrderRefused {
    Instant now = clock.instant();
    String id = JobRows.newId(now);
    String text = "Its jobs are found and checked; nothing is ordered before it is started.";
    commit.write(
        new Write(
            request.name(),
            BulkRows.insert(id, request, order.author(), now),
            List.of(order.done(Action.BULK_PLAN, id, text, now)),
            List.of()));
    BulkOrder found = find.byName(request.name()).orElseThrow();
    if (!found.request().equals(request)) {
      throw refuse(
          order,
          Action.BULK_PLAN,
          found.id(),
          "There is a bulk order " + request.name() + " with other values. Choose another name.");
    }
    return found;
  }

  /** Begins to give the order to its jobs. */
  public void start(BulkOrder bulk, Order order) throws OrderRefused {
    boolean done =
        write(
            bulk,
            order,
            Action.BULK_START,
            "Its " + bulk.progress().waiting() + " jobs are ordered batch by batch.",
            "state = 'running', caller = ?, role = ?, login = ?, due_at = ?",
            "state = 'planned' and waiting > 0",
            order.author().name(),
            order.author().role(),
            order.author().login(),
            clock.instant());
    if (!done) {
      String why =
          switch (now(bulk).state()) {
            case PLANNING -> "Its jobs are still being found. Start it when it is planned.";
            case PLANNED -> "None of its jobs allows the order, so there is nothing to do.";
            default -> "It was started already.";
          };
      throw refuse(order, Action.BULK_START, bulk.id(), why);
    }
  }

  /** Gives the order to no further job. Jobs that were ordered continue. */
  public void pause(BulkOrder bulk, Order order) throws OrderRefused {
    String text = "Paused by " + order.by() + reason(order);
    if (!write(
        bulk,
        order,
        Action.BULK_PAUSE,
        text,
        "state = 'paused', cause = ?",
        "state = 'running'",
        Cause.truncated(text))) {
      throw refuse(order, Action.BULK_PAUSE, bulk.id(), "It is not running.");
    }
  }

  /** Continues; what has failed so far no longer counts. */
  public void resume(BulkOrder bulk, Order order) throws OrderRefused {
    if (!write(
        bulk,
        order,
        Action.BULK_RESUME,
        "It continues with the jobs that wait.",
        "state = 'running', cause = null, tried = (tried or failed > failed_before),"
            + " ended_before = succeeded + failed, failed_before = failed, due_at = ?",
        "state = 'paused'",
        clock.instant())) {
      throw refuse(order, Action.BULK_RESUME, bulk.id(), "It is not paused.");
    }
  }

  /** Ends it for good. Jobs that were ordered continue, the others stay as they are. */
  public void end(BulkOrder bulk, Order order) throws OrderRefused {
    String text = "Ended by " + order.by() + reason(order);
    if (!write(
        bulk,
        order,
        Action.BULK_END,
        text,
        "state = 'ended', cause = ?",
        "state in ('planning', 'planned', 'running', 'paused')",
        Cause.truncated(text))) {
      throw refuse(order, Action.BULK_END, bulk.id(), "It has ended already.");
    }
  }

  private static String reason(Order order) {
    return order.reason() == null ? "." : " (" + order.reason() + ").";
  }

  /** The claim of a process stays; it finds the new state with its next batch. */
  private boolean write(
      BulkOrder bulk,
      Order order,
      Action action,
      String text,
      String set,
      String condition,
      Object... values) {
    Instant now = clock.instant();
    List<Object> all = new ArrayList<>(Arrays.asList(values));
    all.addAll(List.of(now, bulk.id()));
    Sql guard =
        new Sql(
            "update bulk_order set " + set + ", updated_at = ? where id = ? and " + condition, all);
    List<Sql> audit = List.of(order.done(action, bulk.id(), text, now));
    boolean done = commit.write(new Write(bulk.id(), guard, audit, List.of()));
    if (done) {
      LOG.info("Bulk order {}: {} by {}", bulk.request().name(), action.word(), order.by());
    }
    return done;
  }

  private BulkOrder now(BulkOrder bulk) {
    return find.byId(bulk.id()).orElse(bulk);
  }

  private OrderRefused refuse(Order order, Action action, String id, String why) {
    refused.refused(order, action, id, why);
    return new OrderRefused(Why.STATE, why);
  }
}
