package dev.rivyaroutes.brief.sqs;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Arrival;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.form.BriefText;
import dev.rivyaroutes.brief.message.HandIn;
import dev.rivyaroutes.brief.message.MessageRefused;
import dev.rivyaroutes.brief.message.MessageSkipped;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import dev.rivyaroutes.brief.s3.NotifiedObjects;
import dev.rivyaroutes.brief.s3.S3Object;
import dev.rivyaroutes.brief.sqs.ReadNotification.NewObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the briefs of a message: the message itself, or the objects that it announces. */
final class ReadMessage {
  private static final Logger LOG = LoggerFactory.getLogger(ReadMessage.class);
  private static final String OWN_RESULT = "rivya-delivery-id";

  private final SqsDropSettings settings;
  private final Origin origin;
  private final NotifiedObjects objects;
  private final Clock clock;
  private final Duration waitForFiles;

  /**
   * @param objects null if the messages themselves are the briefs
   */
  ReadMessage(
      SqsDropSettings settings,
      Origin origin,
      NotifiedObjects objects,
      Clock clock,
      Duration waitForFiles) {
    this.settings = settings;
    this.origin = origin;
    this.objects = objects;
    this.clock = clock;
    this.waitForFiles = waitForFiles;
  }

  ReceivedMessage message(HeldMessage one) {
    String own = settings.idAttribute().isEmpty() ? null : settings.idOf(one);
    return new ReceivedMessage(
        origin,
        own == null ? one.id() : own,
        one.id(),
        one.sentAt(),
        SqsContent.of(one).bytes(),
        null,
        one);
  }

  List<HandIn> open(ReceivedMessage message) throws IOException, MessageRefused, MessageSkipped {
    HeldMessage held = (HeldMessage) message.handle();
    SqsContent content = SqsContent.of(message);
    if (content.attributes().containsKey(OWN_RESULT)) {
      throw new MessageSkipped("it is a result that this program wrote");
    }
    if (objects != null) {
      boolean mayWait =
          held != null && clock.instant().isBefore(held.firstReceivedAt().plus(waitForFiles));
      return announced(message, content.body(), mayWait);
    }
    if (held != null && !settings.idAttribute().isEmpty() && settings.idOf(held) == null) {
      throw new MessageRefused(
          "no-id",
          "The message has no usable attribute %s, by which its repetition would be recognised. Send it with one, or order to take it as it is."
              .formatted(settings.idAttribute()));
    }
    return List.of(exchange -> handIn(exchange, message, content));
  }

  /** Attributes become variables only, so that none of them steers a component. */
  private static void handIn(Exchange exchange, ReceivedMessage message, SqsContent content) {
    Map<String, String> attributes = content.attributes();
    new Arrival(
            message.origin(),
            message.id(),
            message.name(),
            attributes.get("content-type"),
            attributes.get("content-encoding"))
        .handIn(exchange);
    exchange.setVariable(Variables.MESSAGE_ATTRIBUTES, attributes);
    exchange.setVariable(Variables.RETURN_ADDRESS, SqsReturnAddress.of(content.group()));
    exchange.getMessage().setBody(content.body().getBytes(StandardCharsets.UTF_8));
  }

  /** Objects that are no briefs are passed over; the others of the message are not. */
  private List<HandIn> announced(ReceivedMessage message, String body, boolean mayWait)
      throws IOException, MessageRefused, MessageSkipped {
    List<HandIn> briefs = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    for (NewObject one : ReadNotification.read(body)) {
      try {
        S3Object object = objects.find(one.bucket(), one.key(), one.eTag());
        briefs.add(exchange -> objects.handIn(exchange, object, mayWait));
      } catch (MessageSkipped e) {
        skipped.add(e.getMessage());
      }
    }
    if (briefs.isEmpty()) {
      throw new MessageSkipped(String.join("; ", skipped));
    }
    if (!skipped.isEmpty()) {
      LOG.info(
          "Of the message {} some objects are passed over: {}",
          BriefText.quote(message.name()),
          String.join("; ", skipped));
    }
    return briefs;
  }
}
