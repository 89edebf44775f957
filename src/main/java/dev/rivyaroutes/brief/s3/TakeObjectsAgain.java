package dev.rivyaroutes.brief.s3;

import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.Arrival;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.message.FileQuarantine;
import dev.rivyaroutes.brief.message.MessageBytes;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import dev.rivyaroutes.ledger.quarantine.Refusal;
import dev.rivyaroutes.media.s3.S3Connection;
import dev.rivyaroutes.media.s3.S3ObjectStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.springframework.core.io.InputStreamSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Keeps refused objects, and takes them again if a person orders it, through the steps of the flow
 * that runs now. The ledger has the briefs before an object is moved from where it was set aside.
 */
final class TakeObjectsAgain {
  private static final String ORDERED = "rivyaOrderedObject";

  private final S3DropSettings settings;
  private final S3Connection connection;
  private final AcknowledgeObject acknowledge;
  private final FileQuarantine quarantine;

  TakeObjectsAgain(
      S3DropSettings settings,
      S3Connection connection,
      AcknowledgeObject acknowledge,
      FileQuarantine quarantine) {
    this.settings = settings;
    this.connection = connection;
    this.acknowledge = acknowledge;
    this.quarantine = quarantine;
  }

  /**
   * Keeps a refused object, before it is moved.
   *
   * @param setAside the key that it is moved to next; null if it stays where it is
   */
  void keep(S3Object object, GetObjectResponse found, Acceptances acceptances, String setAside)
      throws IOException {
    MessageBytes bytes =
        new MessageBytes(
            found.contentType(),
            found.contentEncoding(),
            () -> new S3ObjectStream(connection.client().getObject(object.read())));
    quarantine.keep(
        new ReceivedMessage(
            Origin.s3(object.bucket()),
            object.id(),
            object.key(),
            object.modifiedAt(),
            bytes,
            null,
            null),
        acceptances,
        setAside);
  }

  /**
   * What is ordered, as {@link ReceivedMessage}, and then the objects of a poll.
   *
   * @param proceed false ends it after the current one
   * @param onProblem receives why the orders could not be read, which ends the iteration
   */
  Iterator<Object> before(
      Iterator<S3Object> objects, BooleanSupplier proceed, Consumer<RuntimeException> onProblem) {
    return new Iterator<>() {
      private Object next;
      private boolean listing;
      private boolean failed;

      /** Camel asks again after the end: an order that was claimed then would be left. */
      @Override
      public boolean hasNext() {
        if (next == null && !listing && proceed.getAsBoolean()) {
          try {
            next = ordered().orElse(null);
          } catch (RuntimeException e) {
            failed = true;
            onProblem.accept(e);
          }
          listing = next == null;
        }
        return next != null || !failed && objects.hasNext();
      }

      @Override
      public Object next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        Object one = next == null ? objects.next() : next;
        next = null;
        return one;
      }
    };
  }

  /** The next order that can be carried out. */
  private Optional<ReceivedMessage> ordered() {
    Optional<ReceivedMessage> next = quarantine.next();
    while (next.isPresent() && isReplaced(next.get())) {
      next = quarantine.next();
    }
    return next;
  }

  private boolean isReplaced(ReceivedMessage ordered) {
    String setAside = ordered.replay().message().setAside();
    try {
      if (setAside == null || !acknowledge.isReplaced(object(ordered), setAside, sha256(ordered))) {
        return false;
      }
      quarantine.refuse(ordered, replaced(ordered, setAside));
    } catch (SdkException | IOException e) {
      quarantine.fail(ordered, e);
    }
    return true;
  }

  private Refusal replaced(ReceivedMessage ordered, String setAside) {
    return Refusal.of(
        "changed",
        "%s was changed after it was refused, so its bytes in the quarantine were not taken. Put it under %s to have its new content taken."
            .formatted(setAside, settings.address()));
  }

  /** Whether the exchange has what a person ordered, and not an object of the poll. */
  boolean begin(Exchange exchange) {
    if (exchange.getMessage().getBody() instanceof ReceivedMessage ordered) {
      exchange.setProperty(ORDERED, ordered);
      return true;
    }
    return false;
  }

  /** What a person ordered; empty for an object of the poll. */
  static Optional<ReceivedMessage> ordered(Exchange exchange) {
    return Optional.ofNullable(exchange.getProperty(ORDERED, ReceivedMessage.class));
  }

  void handIn(Exchange exchange, ReceivedMessage ordered) {
    S3Object object = object(ordered);
    new Arrival(
            Origin.s3(object.bucket()),
            ordered.id(),
            ordered.name(),
            ordered.contentType(),
            ordered.bytes().encoding())
        .handIn(exchange, new S3Siblings(connection, object, settings, true), false);
    FileQuarantine.setRefusalId(exchange, ordered);
    exchange.getMessage().setBody((InputStreamSource) ordered.raw()::open);
  }

  void settle(ReceivedMessage ordered, Acceptances acceptances) throws Exception {
    String setAside = ordered.replay().message().setAside();
    quarantine.settle(
        ordered, acceptances, () -> acknowledge.taken(object(ordered), setAside, sha256(ordered)));
  }

  void fail(ReceivedMessage ordered, Throwable problem) {
    quarantine.fail(ordered, problem);
  }

  private static String sha256(ReceivedMessage ordered) {
    return ordered.replay().message().raw().sha256();
  }

  private static S3Object object(ReceivedMessage ordered) {
    String eTag = ordered.id().substring(ordered.id().lastIndexOf('|') + 1);
    return new S3Object(
        ordered.origin().caller(),
        ordered.name(),
        "\"" + eTag + "\"",
        ordered.replay().message().raw().size(),
        ordered.receivedAt());
  }
}
