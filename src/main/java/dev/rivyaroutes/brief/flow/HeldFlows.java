package dev.rivyaroutes.brief.flow;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;

/**
 * The flows whose routes are being swapped: calls to them wait before they enter, so that none
 * finds a route missing. That takes milliseconds, unless slow calls are inside. Also counts those.
 */
@Component
public class HeldFlows {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<String> held = new HashSet<>();
  private final Set<String> drained = new HashSet<>();
  private final Map<String, Integer> inside = new HashMap<>();
  private boolean loading;

  /** Calls to all flows wait until the flow files are loaded. */
  public void holdAll() {
    lock.lock();
    try {
      loading = true;
    } finally {
      lock.unlock();
    }
  }

  public void releaseAll() {
    lock.lock();
    try {
      loading = false;
      held.clear();
      drained.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** New calls to the flows wait until they are released. */
  public void hold(Set<String> flows) {
    lock.lock();
    try {
      held.addAll(flows);
    } finally {
      lock.unlock();
    }
  }

  /** The same, and it may take minutes: the calls that are inside are slow. */
  public void drain(Set<String> flows) {
    lock.lock();
    try {
      hold(flows);
      drained.addAll(flows);
    } finally {
      lock.unlock();
    }
  }

  /** Whether a call to the flow may have to wait for minutes. */
  public boolean isDrained(String flow) {
    lock.lock();
    try {
      return drained.contains(flow);
    } finally {
      lock.unlock();
    }
  }

  public void release(Set<String> flows) {
    lock.lock();
    try {
      held.removeAll(flows);
      drained.removeAll(flows);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Enters a call to a flow, once that is not held.
   *
   * @return false if it was held for the whole time
   */
  public boolean enter(String flow, Duration most) throws InterruptedException {
    lock.lock();
    try {
      long left = most.toNanos();
      while (loading || held.contains(flow)) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      inside.merge(flow, 1, Integer::sum);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** A call that entered has ended. */
  public void leave(String flow) {
    lock.lock();
    try {
      inside.computeIfPresent(flow, (name, calls) -> calls == 1 ? null : calls - 1);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until no call is inside.
   *
   * @return false if some still are at the end of the time
   */
  public boolean awaitEmpty(Set<String> flows, Duration most) throws InterruptedException {
    lock.lock();
    try {
      long left = most.toNanos();
      while (flows.stream().anyMatch(inside::containsKey)) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
