package dev.rivyaroutes.engine.queue;

import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.engine.task.AccountTask;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.trace.Traces;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.springframework.stereotype.Component;

/** Makes the consumers of the ledger component: one for each operation, for all accounts. */
@Component
class WorkConsumers {

  /** A call that hangs holds its place for minutes, so there are places for many. */
  private static final int TASKS_AT_ONCE = 32;

  private final Accounts accounts;
  private final JobQueues jobs;
  private final DeliveryQueues deliveries;
  private final List<AccountTask<?>> tasks;
  private final ClaimLoops loops;
  private final WorkThreads threads;
  private final Traces traces;

  WorkConsumers(
      Accounts accounts,
      JobQueues jobs,
      DeliveryQueues deliveries,
      List<AccountTask<?>> tasks,
      ClaimLoops loops,
      WorkThreads threads,
      Traces traces) {
    this.accounts = accounts;
    this.jobs = jobs;
    this.deliveries = deliveries;
    this.tasks = tasks;
    this.loops = loops;
    this.threads = threads;
    this.traces = traces;
  }

  DeliveryQueues deliveries() {
    return deliveries;
  }

  /** The consumer of the jobs in a stage, or of a recurring task. */
  Consumer of(String operation, Endpoint endpoint, Processor processor) {
    for (Stage stage : Stage.values()) {
      if (stage.column().equals(operation)) {
        return of(operation, jobs.of(stage), endpoint, processor);
      }
    }
    for (AccountTask<?> task : tasks) {
      if (task.name().equals(operation)) {
        return of(task, endpoint, processor);
      }
    }
    throw new IllegalArgumentException(
        "ledger:%s does not exist; use deliver, %s."
            .formatted(
                operation,
                String.join(
                    ", ",
                    Stream.concat(
                            Arrays.stream(Stage.values()).map(Stage::column),
                            tasks.stream().map(AccountTask::name))
                        .toList())));
  }

  private <T> Consumer of(AccountTask<T> task, Endpoint endpoint, Processor processor) {
    Semaphore atOnce = new Semaphore(TASKS_AT_ONCE);
    List<WorkQueue<T>> queues =
        accounts.names().stream()
            .filter(task::concerns)
            .<WorkQueue<T>>map(account -> new TaskQueue<>(task, account, atOnce))
            .toList();
    return of(task.name(), queues, endpoint, processor);
  }

  <T> Consumer of(String name, List<WorkQueue<T>> queues, Endpoint endpoint, Processor processor) {
    List<WorkQueue<T>> worked =
        traces.isOn()
            ? queues.stream().<WorkQueue<T>>map(q -> new TracedQueue<>(q, name, traces)).toList()
            : queues;
    return new LedgerConsumer<>(endpoint, processor, name, worked, loops, threads);
  }
}
