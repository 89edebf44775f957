package dev.rivyaroutes.flowtest.brief;

import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.message.MessageBytes;
import dev.rivyaroutes.brief.message.MessageSource;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import dev.rivyaroutes.ledger.source.Backlog;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The messages of a case on their way to a source. The real source reads their raw bytes; only its
 * mailbox or broker is not there.
 */
public final class CaseMessages {
  private static final Set<String> WITHOUT_SERVER = Set.of("mail", "kafka", "jms", "schedule");

  private final Queue<Message> waiting = new ConcurrentLinkedQueue<>();
  private final Queue<String> skipped = new ConcurrentLinkedQueue<>();
  private final Clock clock;

  /** A message in the form in which its source quarantines it. */
  record Message(String id, String name, String type, byte[] raw) {}

  public CaseMessages(Clock clock) {
    this.clock = clock;
  }

  /** A source that gets the messages of the cases. */
  public MessageSource replace(MessageSource source) {
    return WITHOUT_SERVER.contains(source.kind())
        ? new Replaced(source)
        : new ObservedSource(source, skipped::add);
  }

  void add(Message message) {
    waiting.add(message);
  }

  /** Why messages were passed over since the last call. */
  public List<String> skipped() {
    List<String> reasons = List.copyOf(skipped);
    skipped.clear();
    return reasons;
  }

  private final class Replaced extends ObservedSource {
    private Replaced(MessageSource real) {
      super(real, skipped::add);
    }

    @Override
    public boolean hasNews() {
      return !waiting.isEmpty();
    }

    @Override
    public Iterator<ReceivedMessage> poll(String position) {
      Origin origin = Origin.message(kind(), address());
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return !waiting.isEmpty();
        }

        @Override
        public ReceivedMessage next() {
          Message next = waiting.remove();
          return new ReceivedMessage(
              origin,
              next.id(),
              next.name(),
              clock.instant(),
              new MessageBytes(next.type(), () -> new ByteArrayInputStream(next.raw())),
              null,
              null);
        }
      };
    }

    @Override
    public String beginning() {
      return null;
    }

    @Override
    public void acknowledge(ReceivedMessage message, boolean accepted) {
      // There is no server to acknowledge it to.
    }

    @Override
    public void acknowledge(ReceivedMessage message, boolean accepted, List<String> jobs) {
      // There is no server to acknowledge it to.
    }

    @Override
    public void taken(ReceivedMessage message) {
      // There is no server to acknowledge it to.
    }

    @Override
    public void passOver(ReceivedMessage message) {
      // There is no server to acknowledge it to.
    }

    @Override
    public void postpone(ReceivedMessage message, Acceptances acceptances) {
      // Nothing else of the case arrives later.
    }

    @Override
    public void failed(ReceivedMessage message) {
      // The case ends with it.
    }

    @Override
    public String position() {
      return null;
    }

    @Override
    public Backlog backlog() {
      return Backlog.EMPTY;
    }

    @Override
    public void pollEnded() {
      // There is no server to wait for.
    }
  }
}
