package dev.rivyaroutes.flowtest.end;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/**
 * What the sinks of a case got, by their names. Deliveries run one at a time, so that what an end
 * gets belongs to the sink that delivers.
 */
public final class Recorder {
  private final Map<String, TreeMap<String, List<ObjectNode>>> bySink = new TreeMap<>();
  private final List<Snapshot> snapshots = new ArrayList<>();
  private List<ObjectNode> current;

  /** An end that is looked at before and after a delivery. */
  public interface Snapshot {

    /** Remembers what lies there now. */
    void begin();

    /** What was added or changed since. */
    List<ObjectNode> end();
  }

  public void watch(Snapshot snapshot) {
    snapshots.add(snapshot);
  }

  /** Forgets everything, before the next case. */
  public synchronized void clear() {
    bySink.clear();
  }

  /** What each sink got, in the order of the jobs. */
  public synchronized Map<String, List<ObjectNode>> all() {
    Map<String, List<ObjectNode>> all = new TreeMap<>();
    bySink.forEach(
        (sink, jobs) -> all.put(sink, jobs.values().stream().flatMap(List::stream).toList()));
    return all;
  }

  /** Delivers, and keeps what the ends get. */
  public synchronized void deliver(String sink, String job, Callable<Void> delivery)
      throws Exception {
    current = new ArrayList<>();
    snapshots.forEach(Snapshot::begin);
    try {
      delivery.call();
    } finally {
      snapshots.forEach(snapshot -> current.addAll(snapshot.end()));
      if (!current.isEmpty()) {
        bySink
            .computeIfAbsent(sink, first -> new TreeMap<>())
            .computeIfAbsent(job, first -> new ArrayList<>())
            .addAll(current);
      }
      current = null;
    }
  }

  /** An end got this; what a source writes is not kept. */
  public void add(ObjectNode item) {
    List<ObjectNode> items = current;
    if (items != null) {
      items.add(item);
    }
  }
}
