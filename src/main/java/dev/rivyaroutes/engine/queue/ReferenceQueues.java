package dev.rivyaroutes.engine.queue;

import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.engine.settle.SettleJob;
import dev.rivyaroutes.ledger.claim.BusyQueues;
import dev.rivyaroutes.ledger.claim.ClaimJobs;
import dev.rivyaroutes.ledger.claim.FindDueJobs;
import dev.rivyaroutes.ledger.commit.Stage;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.job.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The jobs of an account whose references are to be fetched, as work for a route. Strangers' hosts
 * set its pace, so each flow has a share of its own: however slow one flow's references are, those
 * of another flow, and everything else of the account, go on.
 */
@Component
class ReferenceQueues {

  private static final Logger LOG = LoggerFactory.getLogger(ReferenceQueues.class);
  private static final Duration REFRESH = Duration.ofSeconds(1);

  private final ClaimJobs claims;
  private final FindDueJobs due;
  private final BusyQueues queues;
  private final Accounts accounts;
  private final SettleJob settle;
  private final WorkSignal signal;
  private final Clock clock;

  ReferenceQueues(
      ClaimJobs claims,
      FindDueJobs due,
      BusyQueues queues,
      Accounts accounts,
      SettleJob settle,
      WorkSignal signal,
      Clock clock) {
    this.claims = claims;
    this.due = due;
    this.queues = queues;
    this.accounts = accounts;
    this.settle = settle;
    this.signal = signal;
    this.clock = clock;
  }

  WorkQueue<Job> of(String account) {
    return new ReferenceQueue(account, accounts.get(account).references());
  }

  private final class ReferenceQueue implements WorkQueue<Job> {
    private final String account;
    private final int share;
    private final Map<String, Integer> busy = new ConcurrentHashMap<>();
    private List<String> flows = new ArrayList<>();
    private Instant refreshedAt = Instant.MIN;

    private ReferenceQueue(String account, int share) {
      this.account = account;
      this.share = share;
    }

    @Override
    public String name() {
      return WorkSignal.queue(Stage.REFERENCE, account);
    }

    @Override
    public int concurrency() {
      return accounts.get(account).referencesAtOnce();
    }

    @Override
    public int admits() {
      return Integer.MAX_VALUE;
    }

    /** With a backlog the flows are read once a second only. */
    @Override
    public List<Job> claim(int max) {
      boolean fresh = !refreshedAt.plus(REFRESH).isAfter(clock.instant());
      if (fresh) {
        refreshFlows();
      }
      List<Job> taken = take(max);
      if (taken.isEmpty() && !fresh) {
        refreshFlows();
        taken = take(max);
      }
      return taken;
    }

    private void refreshFlows() {
      flows = new ArrayList<>(due.flowsDue(Stage.REFERENCE, account));
      refreshedAt = clock.instant();
    }

    private List<Job> take(int max) {
      Collections.shuffle(flows);
      List<Job> taken = new ArrayList<>();
      for (String flow : flows) {
        int room = Math.min(room(flow), max - taken.size());
        if (room > 0) {
          taken.addAll(take(flow, room, taken.isEmpty()));
        }
      }
      return taken;
    }

    private List<Job> take(String flow, int room, boolean first) {
      try {
        List<Job> jobs = claims.claim(Stage.REFERENCE, account, flow, room);
        busy.merge(flow, jobs.size(), Integer::sum);
        return jobs;
      } catch (RuntimeException | Error e) {
        if (first) {
          throw e;
        }
        // What is claimed already is worked on.
        LOG.debug("The references of flow {} are claimed later", flow, e);
        return List.of();
      }
    }

    private int room(String flow) {
      return share - busy.getOrDefault(flow, 0);
    }

    @Override
    public boolean hasDue() {
      if (!queues.hasJobs(Stage.REFERENCE, account)) {
        return false;
      }
      refreshFlows();
      return flows.stream().anyMatch(flow -> room(flow) > 0);
    }

    @Override
    public Optional<Instant> nextDue() {
      return due.nextDue(Stage.REFERENCE, account);
    }

    @Override
    public void release(Job job) {
      try {
        claims.release(job);
      } finally {
        busy.merge(job.flow(), -1, Integer::sum);
      }
    }

    @Override
    public void fill(Exchange exchange, Job job) {
      JobQueues.put(job, exchange);
    }

    @Override
    public void settle(Exchange exchange, Job job) {
      try {
        settle.after(exchange, Stage.REFERENCE, job);
      } finally {
        busy.merge(job.flow(), -1, Integer::sum);
        signal.signal(name(), clock.instant());
      }
    }
  }
}
