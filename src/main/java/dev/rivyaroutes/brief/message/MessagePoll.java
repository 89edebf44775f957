package dev.rivyaroutes.brief.message;

import dev.rivyaroutes.brief.poll.PollClaim;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One poll: the ordered replays first, then the new messages of the source. It ends at the first
 * new message that fails, so that the next poll begins there.
 */
final class MessagePoll implements Iterator<ReceivedMessage> {

  /** A position only saves work, so it is not worth a commit for each message. */
  private static final Duration SAVE_POSITION = Duration.ofSeconds(2);

  private static final Duration ASK_FOR_REPLAYS = Duration.ofSeconds(1);

  private final MessageSource source;
  private final OrderedReplays replays;
  private final String route;
  private final PollClaim claim;
  private final BooleanSupplier proceed;
  private final Clock clock;
  private Iterator<ReceivedMessage> messages;
  private ReceivedMessage next;
  private Exception failure;
  private String position;
  private Instant savedAt;
  private Instant replaysAt = Instant.MIN;
  private boolean drained;
  private boolean lost;

  MessagePoll(
      MessageSource source,
      OrderedReplays replays,
      String route,
      PollClaim claim,
      BooleanSupplier proceed,
      Clock clock) {
    this.source = source;
    this.replays = replays;
    this.route = route;
    this.claim = claim;
    this.proceed = proceed;
    this.clock = clock;
    this.position = claim.position();
    this.savedAt = clock.instant();
  }

  /** Camel asks before the message before is processed, so this reads one message ahead. */
  @Override
  public boolean hasNext() {
    if (next == null && !drained && isOpen() && proceed.getAsBoolean()) {
      try {
        next = nextReplay();
        next = next == null ? nextOfSource() : next;
      } catch (IOException | RuntimeException e) {
        failure = e;
      }
    }
    return next != null;
  }

  /** Whether more new messages may be handed in: not after one that failed. */
  boolean isOpen() {
    return failure == null && !lost;
  }

  /** Orders are rare, so they are not asked for before each message. */
  private ReceivedMessage nextReplay() {
    Instant now = clock.instant();
    if (now.isBefore(replaysAt)) {
      return null;
    }
    ReceivedMessage ordered = replays.next(route).orElse(null);
    if (ordered == null) {
      replaysAt = now.plus(ASK_FOR_REPLAYS);
    }
    return ordered;
  }

  private ReceivedMessage nextOfSource() throws IOException {
    if (messages == null) {
      messages = source.poll(claim.position());
      if (claim.position() == null) {
        position = source.beginning();
        savePosition();
      }
    }
    if (lost) {
      return null;
    }
    if (messages.hasNext()) {
      return messages.next();
    }
    drained = true;
    return null;
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

  /** All that is in the message is settled. */
  void settled(ReceivedMessage message) {
    if (!message.isReplay() && message.position() != null) {
      position = message.position();
      Instant now = clock.instant();
      if (!now.isBefore(savedAt.plus(SAVE_POSITION))) {
        savedAt = now;
        savePosition();
      }
    }
  }

  /** Ends the poll: the next one begins with the message that failed. */
  void fail(Exception cause) {
    failure = cause;
  }

  /** Records up to where all messages are settled; the poll ends if another replica polls now. */
  private void savePosition() {
    lost = !claim.move(position);
  }

  /** Records the position at the end of the poll. */
  void end() {
    if (drained && isOpen() && source.position() != null) {
      position = source.position();
    }
    savePosition();
  }

  /** Why the poll failed; empty if it did not. */
  Optional<Exception> failure() {
    return Optional.ofNullable(failure);
  }
}
