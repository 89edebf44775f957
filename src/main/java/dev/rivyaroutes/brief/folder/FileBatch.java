package dev.rivyaroutes.brief.folder;

import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.SharedBatch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.camel.Exchange;

/**
 * The files whose briefs share commits. They are settled in their order, each once its commit has
 * ended; the next files are read during the commit. If a commit fails, all of them stay where they
 * are.
 */
final class FileBatch {

  /** Files whose steps take long do not delay those before them. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final BiConsumer<DroppedFile, Acceptances> settle;
  private final BiConsumer<List<DroppedFile>, Exception> failed;
  private final Deque<Waiting> files = new ArrayDeque<>();
  private SharedBatch briefs = new SharedBatch();

  private record Waiting(
      DroppedFile file, SharedBatch.PendingAcceptances acceptances, long since) {}

  /**
   * @param settle settles a file whose briefs are committed
   * @param failed is called with the files whose briefs could not be committed
   */
  FileBatch(
      BiConsumer<DroppedFile, Acceptances> settle,
      BiConsumer<List<DroppedFile>, Exception> failed) {
    this.settle = settle;
    this.failed = failed;
  }

  /** Before a file passes the steps of the flow. */
  void join(Exchange exchange) {
    briefs.join(exchange);
  }

  /**
   * Adds a file that has passed the steps of the flow, and settles those whose commit has ended.
   */
  void add(DroppedFile file, Exchange exchange) {
    files.add(new Waiting(file, SharedBatch.of(exchange), System.nanoTime()));
    while (!files.isEmpty() && files.peek().acceptances().isKnown()) {
      settle(files.remove());
    }
    if (!files.isEmpty() && System.nanoTime() - files.peek().since() > LONGEST_NANOS) {
      settle();
    }
  }

  /** Commits the briefs, and settles the files. */
  void settle() {
    try {
      briefs.commit();
    } catch (RuntimeException e) {
      List<DroppedFile> all = files.stream().map(Waiting::file).toList();
      files.clear();
      briefs = new SharedBatch(); // The briefs are handed in again with their files.
      failed.accept(all, e);
      return;
    }
    while (!files.isEmpty()) {
      settle(files.remove());
    }
  }

  private void settle(Waiting one) {
    settle.accept(one.file(), one.acceptances().get());
  }
}
