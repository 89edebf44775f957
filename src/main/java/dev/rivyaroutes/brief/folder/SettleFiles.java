package dev.rivyaroutes.brief.folder;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.brief.Acceptances;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Acknowledges the files of a poll once the ledger has their briefs. One that failed stays where it
 * is and is read again.
 */
final class SettleFiles {
  private static final Logger LOG = LoggerFactory.getLogger(FolderDropSource.class);
  private static final int LARGE = 1 << 20;
  private static final String DROPPED = "rivyaDroppedFile";

  private final Path root;
  private final StableFiles stable;
  private final AcknowledgeFile acknowledge;
  private final ReportFolderPoll report;
  private final FileBatch batch = new FileBatch(this::settle, this::failed);
  private boolean moved;

  SettleFiles(Path root, StableFiles stable, AcknowledgeFile acknowledge, ReportFolderPoll report) {
    this.root = root;
    this.stable = stable;
    this.acknowledge = acknowledge;
    this.report = report;
  }

  /** Before the file passes the steps of the flow. */
  void begin(OpenedFile file, Exchange exchange) {
    if (file.file().size() > LARGE) {
      batch.settle(); // Those before it do not wait until it is read.
    }
    exchange.setProperty(DROPPED, file);
    batch.join(exchange);
  }

  /** After the file has passed the steps of the flow. */
  void handled(Exchange exchange) {
    OpenedFile opened = exchange.getProperty(DROPPED, OpenedFile.class);
    opened.close();
    batch.add(opened.file(), exchange);
  }

  /**
   * Settles the files that are left at the end of a poll.
   *
   * @return whether the poll moved a file out of the folder
   */
  boolean endPoll() {
    batch.settle();
    boolean any = moved;
    moved = false;
    return any;
  }

  private void settle(DroppedFile dropped, Acceptances acceptances) {
    boolean gone = acknowledge.acknowledge(dropped, acceptances);
    moved |= gone;
    report.settled(dropped, gone);
  }

  private void failed(List<DroppedFile> dropped, Exception cause) {
    dropped.forEach(one -> failed(one.file(), cause));
  }

  /** After the steps of the flow have failed. Those before it are settled first. */
  void failed(Path file, Exchange exchange) {
    OpenedFile opened = exchange.getProperty(DROPPED, OpenedFile.class);
    if (opened != null) {
      opened.close();
    }
    batch.settle();
    failed(file, exchange.getException());
  }

  private void failed(Path file, Exception cause) {
    stable.failed(file);
    LOG.warn(
        "{} could not be processed and stays in {}; it is retried: {}",
        root.relativize(file),
        root,
        cause == null ? "its flow failed" : PlainWords.of(cause));
  }
}
