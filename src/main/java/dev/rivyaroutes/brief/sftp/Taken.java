package dev.rivyaroutes.brief.sftp;

import dev.rivyaroutes.brief.message.ReceivedMessage;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** The messages of one poll: each file is fetched when it is its turn. */
final class Taken implements Iterator<ReceivedMessage> {
  private final Drops drops;
  private final Iterator<DropFile> files;
  private final Function<DropFile, ReceivedMessage> take;
  private ReceivedMessage next;

  /**
   * @param take fetches a file; null for one that cannot be taken now
   */
  Taken(Drops drops, Function<DropFile, ReceivedMessage> take) {
    this.drops = drops;
    this.files = drops.files();
    this.take = take;
  }

  @Override
  public boolean hasNext() {
    while (next == null && files.hasNext()) {
      DropFile file = files.next();
      if (!file.isMedia() || !drops.mayBeNamedSoon(file)) {
        next = take.apply(file);
      }
    }
    return next != null;
  }

  @Override
  public ReceivedMessage next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ReceivedMessage message = next;
    next = null;
    return message;
  }
}
