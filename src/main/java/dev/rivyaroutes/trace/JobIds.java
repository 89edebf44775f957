package dev.rivyaroutes.trace;

import com.github.f4b6a3.ulid.Ulid;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.trace.IdGenerator;
import java.util.function.Supplier;

/**
 * The ids of a job's trace follow from the job's id, which has 128 bits like a trace id. So every
 * process, before and after a restart, adds to the same trace, and the ledger stores nothing for
 * it.
 */
final class JobIds implements IdGenerator {

  private final IdGenerator random = IdGenerator.random();
  private final ThreadLocal<String> root = new ThreadLocal<>();

  static String trace(String jobId) {
    Ulid id = Ulid.from(jobId);
    return TraceId.fromLongs(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }

  /** The id of the first span of a job, which is the parent of those that follow. */
  static String first(String jobId) {
    Ulid id = Ulid.from(jobId);
    return SpanId.fromLong(
        id.getMostSignificantBits() ^ Long.rotateLeft(id.getLeastSignificantBits(), 17) | 1);
  }

  /** Starts the first span of a job in this thread. */
  <T> T asFirst(String jobId, Supplier<T> start) {
    root.set(jobId);
    try {
      return start.get();
    } finally {
      root.remove();
    }
  }

  @Override
  public String generateTraceId() {
    return root.get() == null ? random.generateTraceId() : trace(root.get());
  }

  @Override
  public String generateSpanId() {
    return root.get() == null ? random.generateSpanId() : first(root.get());
  }
}
