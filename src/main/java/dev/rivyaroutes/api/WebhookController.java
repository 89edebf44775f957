package dev.rivyaroutes.api;

import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.http.call.HttpCall;
import dev.rivyaroutes.http.events.OperateWebhook;
import dev.rivyaroutes.ledger.events.FindEvents;
import dev.rivyaroutes.ledger.events.FindEvents.ReceivedEvent;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows an account's webhook endpoint and events, and takes an operator's orders to it. */
@RestController
@RequestMapping("/api/accounts/{account}/webhook")
class WebhookController {

  private final OperateWebhook webhook;
  private final FindEvents events;

  WebhookController(OperateWebhook webhook, FindEvents events) {
    this.webhook = webhook;
    this.events = events;
  }

  /** The endpoint as the ledger has it, with Rivya's own list of its newest deliveries. */
  @GetMapping
  Map<String, Object> show(@PathVariable("account") String account) {
    return webhook.factsWithDeliveries(account);
  }

  /** A page of events, newest first, with the cursor of the next page. */
  @GetMapping("/events")
  Map<String, Object> events(@PathVariable("account") String account, Paging paging) {
    webhook.requireKnown(account);
    List<ReceivedEvent> found = events.newest(account, paging.cursor(), paging.size() + 1);
    return paging.document("events", found, ReceivedEvent::id, WebhookController::document);
  }

  private static Map<String, Object> document(ReceivedEvent event) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", event.id());
    document.put("type", event.type());
    document.put("task_id", event.taskId());
    document.put("status", event.status());
    document.put("received_at", event.receivedAt());
    document.put("applied_at", event.appliedAt());
    document.put("job", event.jobId());
    document.put("verdict", event.verdict().word());
    return document;
  }

  /** Has Rivya send a test event, which comes to the endpoint like any other. */
  @PostMapping("/test")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Map<String, Object> test(
      @PathVariable("account") String account, Principal principal, HttpServletRequest request) {
    refuseBody(request);
    Object event = webhook.test(account, Caller.of(principal).order(""));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("account", account);
    document.put("text", OperateWebhook.TESTED);
    document.put("event", event);
    return document;
  }

  /** Orders a new secret; the answer comes before it is made. */
  @PostMapping("/rotate")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Map<String, Object> rotate(
      @PathVariable("account") String account, Principal principal, HttpServletRequest request) {
    refuseBody(request);
    webhook.rotate(account, Caller.of(principal).order(""));
    return webhook.facts(account);
  }

  private static void refuseBody(HttpServletRequest request) {
    if (HttpCall.hasBody(request)) {
      throw Problem.of(400, "invalid-order", "This order does not accept a body; send none.");
    }
  }
}
