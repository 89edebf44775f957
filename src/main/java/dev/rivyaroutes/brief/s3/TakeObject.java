package dev.rivyaroutes.brief.s3;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.PendingBriefs;
import dev.rivyaroutes.media.s3.S3Connection;
import dev.rivyaroutes.media.s3.S3ObjectStream;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** The steps of one object that a poll found. */
final class TakeObject {
  private static final Logger LOG = LoggerFactory.getLogger(S3DropSource.class);
  private static final String OBJECT = "rivyaS3Object";
  private static final String STREAM = "rivyaS3Stream";

  private final S3DropSettings settings;
  private final S3Connection connection;
  private final AcknowledgeObject acknowledge;
  private final PendingBriefs pending;
  private final Consumer<S3Object> settled;
  private final TakeObjectsAgain quarantine;

  /**
   * @param settled is called with each object that need not be read again
   */
  TakeObject(
      S3DropSettings settings,
      S3Connection connection,
      PendingBriefs pending,
      Consumer<S3Object> settled,
      TakeObjectsAgain quarantine) {
    this.settings = settings;
    this.connection = connection;
    this.acknowledge = settings.acknowledge(connection.client());
    this.pending = pending;
    this.settled = settled;
    this.quarantine = quarantine;
  }

  static S3Object object(Exchange exchange) {
    return exchange.getProperty(OBJECT, S3Object.class);
  }

  @SuppressWarnings("unchecked")
  private static ResponseInputStream<GetObjectResponse> stream(Exchange exchange) {
    return exchange.getProperty(STREAM, ResponseInputStream.class);
  }

  /** Requests exactly the object that was listed. */
  void request(Exchange exchange) {
    S3Object object = exchange.getMessage().getBody(S3Object.class);
    exchange.setProperty(OBJECT, object);
    exchange.getMessage().setBody(object.read());
  }

  void handIn(Exchange exchange) throws S3ObjectSkipped {
    S3Object object = object(exchange);
    @SuppressWarnings("unchecked")
    ResponseInputStream<GetObjectResponse> stream =
        exchange.getMessage().getBody(ResponseInputStream.class);
    GetObjectResponse found = stream.response();
    if (found.eTag() != null && !object.hasETag(found.eTag())) {
      stream.abort();
      throw S3ObjectSkipped.changed(object);
    }
    if (S3Connection.isWrittenByUs(found.metadata())) {
      stream.abort();
      settled.accept(object);
      throw S3ObjectSkipped.own(object);
    }
    exchange.getMessage().setBody(new S3ObjectStream(stream));
    exchange.setProperty(STREAM, stream);
    exchange.setVariable(Variables.REFUSAL_ID, object.id());
    boolean mayWait = pending.mayWait(object.id());
    object
        .arrival(found)
        .handIn(exchange, new S3Siblings(connection, object, settings, !mayWait), mayWait);
  }

  void acknowledge(Exchange exchange, Acceptances acceptances, KnownObjects known)
      throws Exception {
    S3Object object = object(exchange);
    switch (acceptances.verdict()) {
      case UNHANDLED ->
          LOG.warn(
              "{} stays where it is and is not read again before a restart: its flow ended without"
                  + " handing it to rivya-generation-sink. Correct the flow, or keep such objects"
                  + " out by the source's parameter suffix.",
              object.address());
      case WAITING -> {
        pending.recordWait(object.id(), object.key(), acceptances);
        return;
      }
      case ACCEPTED -> acknowledge.accepted(object);
      case PARTLY_REFUSED, REFUSED -> {
        GetObjectResponse found = stream(exchange).response();
        acknowledge.refused(
            object,
            acceptances.reasons(),
            setAside -> {
              quarantine.keep(object, found, acceptances, setAside);
              if (setAside == null) {
                known.recordSettled(object);
              }
            });
      }
    }
    settled.accept(object);
  }

  /** Ends the read of an object; returns whether it was opened. */
  static boolean abort(Exchange exchange) {
    ResponseInputStream<GetObjectResponse> stream = stream(exchange);
    if (stream != null) {
      stream.abort();
    }
    return stream != null;
  }
}
