package dev.rivyaroutes.brief.folder;

import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.SharedBatch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.camel.Exchange;

/**
 * The files whose briefs are committed together. They are settled in their order, and only after
 * that commit; if it fails, all of them stay where they are.
 */
final class FileBatch {
  private final BiConsumer<DroppedFile, Acceptances> settle;
  private final BiConsumer<List<DroppedFile>, Exception> failed;
  private final Deque<Waiting> files = new ArrayDeque<>();
  private SharedBatch briefs = new SharedBatch();

  private record Waiting(DroppedFile file, SharedBatch.PendingAcceptances acceptances) {}

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

  /** Adds a file that has passed the steps of the flow, and settles the batch if it is full. */
  void add(DroppedFile file, Exchange exchange) {
    files.add(new Waiting(file, SharedBatch.of(exchange)));
    if (briefs.isFull(files.size())) {
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
      Waiting one = files.remove();
      settle.accept(one.file(), one.acceptances().get());
    }
  }
}
