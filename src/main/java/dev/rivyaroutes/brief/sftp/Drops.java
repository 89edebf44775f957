package dev.rivyaroutes.brief.sftp;

import dev.rivyaroutes.ledger.source.Backlog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of one poll, documents before the media files that they may name. */
final class Drops {
  private static final int MOST = 1_000;

  private final List<DropFile> documents = new ArrayList<>();
  private final List<DropFile> media = new ArrayList<>();
  private final Set<String> folders = new HashSet<>();
  private boolean more;
  private long waiting;
  private Instant oldest;

  /** Counts a file that is not taken yet. */
  void count(Instant since) {
    waiting++;
    oldest = oldest == null || since.isBefore(oldest) ? since : oldest;
  }

  void add(DropFile file) {
    List<DropFile> list = file.isMedia() ? media : documents;
    if (list.size() < MOST) {
      list.add(file);
    } else {
      more = true;
    }
  }

  /** A document is being written, which may name media files beside it and below. */
  void addIncomplete(DropFile document) {
    if (folders.size() < MOST) {
      folders.add(document.folder());
    }
  }

  boolean mayBeNamedSoon(DropFile file) {
    return folders.stream().anyMatch(file.path()::startsWith);
  }

  /** Media files wait for the poll that has all documents. */
  Iterator<DropFile> files() {
    boolean allDocuments = documents.size() < MOST;
    return Stream.concat(documents.stream(), allDocuments ? media.stream() : Stream.of())
        .iterator();
  }

  /** Whether files were left for the next poll. */
  boolean hasMore() {
    return more || documents.size() == MOST;
  }

  Backlog backlog(long taken) {
    long left = Math.max(0, waiting - taken);
    return new Backlog(left, left == 0 ? null : oldest);
  }
}
