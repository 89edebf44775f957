package dev.rivyaroutes.reload;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.check.flows.FlowText;
import dev.rivyaroutes.ledger.database.DatabaseAvailability;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Reads the flow files twice a second. Unlike the events of a file system, this sees ConfigMaps,
 * network folders and every editor's way of saving. A text is taken once two reads agree, so that
 * no half-written one is; a file is taken for removed after three.
 */
@Component
class WatchFlowFiles implements ApplicationListener<ContextClosedEvent>, Ordered {

  private static final Logger LOG = LoggerFactory.getLogger(WatchFlowFiles.class);
  private static final long MILLIS = 500;
  private static final int READS_WITHOUT = 3;

  private final Environment environment;
  private final TakeFlowFiles files;
  private final FlowStates states;
  private final ObeyOrders orders;
  private final ObeySwitches switches;
  private final CompareReplicas replicas;
  private final DatabaseAvailability ledger;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final Map<String, Integer> missing = new HashMap<>();
  private Map<String, FlowText> before = Map.of();
  private boolean vanished;
  private String trouble;
  private Thread thread;
  private volatile boolean closed;

  WatchFlowFiles(
      Environment environment,
      TakeFlowFiles files,
      FlowStates states,
      ObeyOrders orders,
      ObeySwitches switches,
      CompareReplicas replicas,
      DatabaseAvailability ledger) {
    this.environment = environment;
    this.files = files;
    this.states = states;
    this.orders = orders;
    this.switches = switches;
    this.replicas = replicas;
    this.ledger = ledger;
  }

  /**
   * @param loaded the files as they were loaded
   */
  void start(List<FlowText> loaded) {
    before = byName(loaded);
    thread = new Thread(this::run, "watch flow files");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (pause()) {
      try {
        switches.obey();
        look();
        orders.obey();
        replicas.compare();
        trouble = null;
      } catch (RuntimeException e) {
        report(e);
      }
    }
  }

  /** An outage of the database is reported once, elsewhere; anything else once. */
  private void report(RuntimeException failure) {
    String text = PlainWords.of(failure);
    if (!ledger.isPartOfOutage(failure) && !text.equals(trouble)) {
      LOG.warn("The flow files could not be taken. All flows run on as they are: {}", text);
    }
    trouble = text;
  }

  /** Hands on what two reads in a row agree on. */
  synchronized void look() {
    Map<String, FlowText> now = byName(FlowText.all(environment));
    Map<String, FlowText> settled = new HashMap<>();
    now.forEach(
        (name, file) -> {
          missing.remove(name);
          FlowState state = states.of(name);
          if (file.equals(before.get(name))) {
            settled.put(name, file);
          } else if (state != null) {
            settled.put(name, state.newest());
          }
        });
    states
        .all()
        .forEach(
            (name, state) -> {
              if (!now.containsKey(name) && missing.merge(name, 1, Integer::sum) < READS_WITHOUT) {
                settled.put(name, state.newest());
              }
            });
    before = now;
    if (!isFolderGone(settled)) {
      files.apply(
          settled.values().stream().sorted((a, b) -> a.name().compareTo(b.name())).toList());
    }
  }

  /** All of several files at once: more likely a folder that is not mounted than an intention. */
  private boolean isFolderGone(Map<String, FlowText> settled) {
    boolean gone = settled.isEmpty() && states.all().size() > 1;
    if (gone && !vanished) {
      LOG.warn(
          "All flow files have disappeared at once. All flows run on. Restore the folder, or restart the program without them.");
    }
    vanished = gone;
    return gone;
  }

  private static Map<String, FlowText> byName(List<FlowText> files) {
    Map<String, FlowText> byName = new HashMap<>();
    files.forEach(file -> byName.put(file.name(), file));
    return byName;
  }

  /**
   * @return whether the program runs on
   */
  private boolean pause() {
    lock.lock();
    try {
      if (!closed) {
        ended.await(MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      closed = true;
    } finally {
      lock.unlock();
    }
    return !closed;
  }

  /** Before Camel stops: a swap under way ends first. */
  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    lock.lock();
    try {
      closed = true;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
    if (thread != null) {
      try {
        thread.join(TimeUnit.SECONDS.toMillis(20));
        files.cancel();
        replicas.leave();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }
}
