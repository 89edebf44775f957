package dev.rivyaroutes.brief.message;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.ledger.source.Backlog;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/**
 * A system that messages come from. One thread of one replica at a time, or of each replica if it
 * is shared, calls its methods, in the order in which they stand here. They throw {@link
 * IOException} if the system cannot be read now: the poll ends, and the next one begins with the
 * same message. Any other exception of {@link #open} means that the message is unreadable for good:
 * it is quarantined.
 */
public interface MessageSource {

  /** The kind of source, such as mail; also the source of its briefs. */
  String kind();

  /** What it reads, without secrets, such as {@code shop/INBOX}. */
  String address();

  /** The time between two polls. */
  Duration delay();

  /**
   * Whether all replicas poll it at the same time, because the system itself gives each message to
   * one of them. Such a source has no position in the ledger.
   */
  default boolean isShared() {
    return false;
  }

  /**
   * Whether the briefs of several messages are committed together, and the messages acknowledged
   * afterwards, in their order. For systems with many small messages.
   */
  default boolean isBatched() {
    return false;
  }

  /** Whether the system has signaled news since the last poll, so that the next one is due. */
  default boolean hasNews() {
    return false;
  }

  /**
   * The new messages, in the order of their positions, read lazily.
   *
   * @param position up to where all messages are settled; null before the first poll
   */
  Iterator<ReceivedMessage> poll(String position) throws IOException;

  /**
   * Where the very first poll began; null if the source needs no such position. It is recorded
   * before a message is read, so that what arrives before a first poll succeeds is not lost.
   */
  default String beginning() {
    return null;
  }

  /**
   * Reads a message from its raw bytes, also one that is replayed from the quarantine.
   *
   * @throws MessageRefused to quarantine it
   * @throws MessageSkipped to pass over it
   */
  List<HandIn> open(ReceivedMessage message) throws IOException, MessageRefused, MessageSkipped;

  /**
   * Acknowledges a message: all that is in it is committed in the ledger, or it is quarantined. Not
   * called for replays.
   *
   * @param accepted whether all of its briefs were accepted
   */
  void acknowledge(ReceivedMessage message, boolean accepted) throws IOException;

  /** A message was passed over: it is neither accepted nor quarantined. Not called for replays. */
  default void passOver(ReceivedMessage message) throws IOException {}

  /**
   * The same, for a source that records the jobs where the message is.
   *
   * @param jobs the jobs of its briefs; empty if it made none
   */
  default void acknowledge(ReceivedMessage message, boolean accepted, List<String> jobs)
      throws IOException {
    acknowledge(message, accepted);
  }

  /**
   * A person has ordered to take a message again that was refused, and the ledger has its briefs:
   * what the source has set aside of it is acknowledged like an accepted one. May be called again
   * for the same message.
   */
  default void taken(ReceivedMessage message) throws IOException {}

  /**
   * A message lacks another one that may still come. It is not settled: the poll ends here, unless
   * the source can pass over it and read it again later.
   */
  default void postpone(ReceivedMessage message, Acceptances acceptances) throws IOException {
    throw new IOException(acceptances.with(Outcome.WAITING).get(0).problem());
  }

  /**
   * A message could not be processed now, and the poll ends. The next one begins with it, unless
   * the source passes over it and hands it in again later. Not called for replays.
   */
  default void failed(ReceivedMessage message) {}

  /**
   * Up to where the source has read at the end of a poll without a failure; null for the position
   * of its last message.
   */
  default String position() {
    return null;
  }

  /** What it has not taken at the end of a poll. */
  default Backlog backlog() {
    return Backlog.EMPTY;
  }

  /** A poll has ended, with or without a failure. */
  default void pollEnded() {}

  /** This process no longer polls: it closes its connections until the next poll. */
  default void standBy() {}

  /** Why the system cannot be read, and what to do. */
  default String explain(Throwable failure) {
    return PlainWords.of(failure);
  }
}
