package dev.rivyaroutes.http.events;

import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.http.call.HttpAnswer;
import dev.rivyaroutes.http.call.HttpCall;
import dev.rivyaroutes.http.call.LimitedBody;
import dev.rivyaroutes.http.call.RouteStep;
import dev.rivyaroutes.ledger.events.Events;
import dev.rivyaroutes.ledger.events.NewEvent;
import dev.rivyaroutes.media.TooLargeException;
import dev.rivyaroutes.webhook.EventUnreadable;
import dev.rivyaroutes.webhook.SecretUnusable;
import dev.rivyaroutes.webhook.WebhookRefused;
import dev.rivyaroutes.webhook.Webhooks;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The steps of receive-events: takes Rivya's events, and answers once they are committed. */
@Component("receiveEvent")
public class ReceiveEvent {

  private static final Logger LOG = LoggerFactory.getLogger(ReceiveEvent.class);
  private static final String NO_ACCOUNT = "other";
  private static final int LARGEST = 1_000_000;

  private final Webhooks webhooks;
  private final Events events;
  private final MeasureEvents measure;
  private final OncePerMinute warnings = new OncePerMinute();

  ReceiveEvent(Webhooks webhooks, Events events, MeasureEvents measure) {
    this.webhooks = webhooks;
    this.events = events;
    this.measure = measure;
  }

  /** Refuses what can be refused without the event. */
  public void check(Exchange exchange) {
    HttpCall call = exchange.getMessage().getBody(HttpCall.class);
    RouteStep.run(exchange, () -> check(call));
  }

  private void check(HttpCall call) throws IOException {
    if (!webhooks.takes(call.path("account"))) {
      measure.refused(NO_ACCOUNT, "unknown-account");
      throw Problem.of(
          404,
          "unknown-account",
          "No account of this name receives events; see rivya.accounts.<name>.webhook.");
    }
    if (call.request().getContentLengthLong() > LARGEST) {
      measure.refused(call.path("account"), MeasureEvents.TOO_LARGE);
      throw new TooLargeException(LARGEST);
    }
  }

  /** Makes a verified event out of an {@link HttpCall}. */
  public void verify(Exchange exchange) {
    HttpCall call = exchange.getMessage().getBody(HttpCall.class);
    RouteStep.run(exchange, () -> exchange.getMessage().setBody(verified(call)));
  }

  private NewEvent verified(HttpCall call) throws IOException {
    String account = call.path("account");
    byte[] body = body(call);
    try {
      return webhooks.verified(account, headers(call.request()), body);
    } catch (WebhookRefused e) {
      measure.refused(account, MeasureEvents.BAD_SIGNATURE);
      if (warnings.permits(account)) {
        LOG.warn(
            "An event for account {} was refused: {}. If it came from Rivya, correct"
                + " rivya.accounts.{}.webhook; until then its jobs are found by polling.",
            account,
            e.getMessage(),
            account);
      }
      throw Problem.of(401, "bad-signature", "The event is refused: " + e.getMessage() + ".");
    } catch (SecretUnusable e) {
      measure.refused(account, MeasureEvents.NO_SECRET);
      if (warnings.permits(account)) {
        LOG.warn("An event for account {} cannot be checked: {}", account, e.getMessage());
      }
      throw Problem.of(503, "no-secret", "The event cannot be checked now; send it again.")
          .withHeader("Retry-After", "60");
    } catch (EventUnreadable e) {
      measure.refused(account, MeasureEvents.NO_EVENT);
      throw Problem.of(400, "no-event", e.getMessage());
    }
  }

  private byte[] body(HttpCall call) throws IOException {
    try {
      return new LimitedBody(call.body(), LARGEST).readAllBytes();
    } catch (TooLargeException e) {
      measure.refused(call.path("account"), MeasureEvents.TOO_LARGE);
      throw e;
    }
  }

  private static Map<String, List<String>> headers(HttpServletRequest request) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, Collections.list(request.getHeaders(name)));
    }
    return headers;
  }

  /** Commits the event; the work that it causes is not waited for. */
  HttpAnswer keep(@Body NewEvent event) {
    boolean isNew = events.record(event);
    measure.committed(event, isNew);
    return HttpAnswer.json(200, Map.of("received", true, "new", isNew));
  }
}
