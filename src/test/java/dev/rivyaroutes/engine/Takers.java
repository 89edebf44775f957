package dev.rivyaroutes.engine;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.delivery.Result;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;

/** The takers at the end of the test flows: what came to them, and which of them refuse now. */
public final class Takers {

  private final List<Result> taken = new CopyOnWriteArrayList<>();
  private final List<Result> refused = new CopyOnWriteArrayList<>();
  private final Map<String, String> refusals = new ConcurrentHashMap<>();

  /** Of each refused result, whether it was a repeated delivery. */
  final List<Boolean> repeated = new CopyOnWriteArrayList<>();

  /** A step of the flows. */
  public void take(Exchange exchange) {
    Result result = exchange.getVariable(Variables.RESULT, Result.class);
    String refusal = refusals.get(result.sink());
    if (refusal != null) {
      refused.add(result);
      repeated.add(exchange.getVariable(Variables.REPEATED, Boolean.class));
      throw new IllegalStateException(refusal);
    }
    taken.add(result);
  }

  /** From now on this sink throws. */
  void refuse(String sink, String message) {
    refusals.put(sink, message);
  }

  void refuseNothing() {
    refusals.clear();
  }

  /** What came of a job, and was taken. */
  public List<Result> of(String job) {
    return taken.stream().filter(result -> result.jobId().equals(job)).toList();
  }

  /** What came of a job, and was refused. */
  List<Result> refused(String job) {
    return refused.stream().filter(result -> result.jobId().equals(job)).toList();
  }
}
