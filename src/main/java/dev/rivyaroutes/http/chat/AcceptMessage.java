package dev.rivyaroutes.http.chat;

import dev.rivyaroutes.brief.AcceptBrief;
import dev.rivyaroutes.brief.Acceptance;
import dev.rivyaroutes.brief.flow.ChatFlows;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.chat.LiveAnswers;
import dev.rivyaroutes.http.FlowOff;
import dev.rivyaroutes.http.Links;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.http.call.HttpCall;
import dev.rivyaroutes.http.call.RouteStep;
import dev.rivyaroutes.http.intake.AnswerBrief;
import dev.rivyaroutes.http.intake.ReceiveBrief;
import java.io.IOException;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Takes a chat message from an HTTP call. It is a job of its flow before anything is sent, so that
 * its answer and its costs are in the ledger whether the caller waits for them or not.
 */
@Component("acceptMessage")
public class AcceptMessage {

  private static final long MOST = DataSize.ofMegabytes(60).toBytes();

  private final ChatFlows flows;
  private final ReceiveBrief receive;
  private final AcceptBrief accept;
  private final LiveAnswers live;
  private final AnswerWaitingCallers await;
  private final Links links;

  AcceptMessage(
      ChatFlows flows,
      ReceiveBrief receive,
      AcceptBrief accept,
      LiveAnswers live,
      AnswerWaitingCallers await,
      Links links) {
    this.flows = flows;
    this.receive = receive;
    this.accept = accept;
    this.live = live;
    this.await = await;
    this.links = links;
  }

  /** Refuses what can be refused without the message. */
  public void check(Exchange exchange) {
    HttpCall call = exchange.getMessage().getBody(HttpCall.class);
    RouteStep.run(
        exchange,
        () -> {
          flow(call);
          streams(call.header("Accept"));
          receive.check(call, MOST);
        });
  }

  /** Makes the body the answer, or what writes it while it comes. */
  public void ask(Exchange exchange) {
    RouteStep.run(exchange, () -> take(exchange));
  }

  private void take(Exchange exchange) throws IOException {
    HttpCall call = exchange.getMessage().getBody(HttpCall.class);
    FlowTarget flow = flow(call);
    boolean streams = streams(call.header("Accept"));
    receive.take(exchange, MOST);
    if (exchange.getProperty(ReceiveBrief.MANIFEST, false, Boolean.class)) {
      throw Problem.of(415, "unsupported-type", "Send one message, not a manifest.");
    }
    if (!streams) {
      exchange.getMessage().setBody(await.whole(accept(exchange, flow), call.request()));
      return;
    }
    LiveAnswers.Listener listener = live.listen(flow.name(), accept.keyOf(exchange));
    try {
      String job = accept(exchange, flow);
      exchange.getMessage().setBody(await.stream(job, call.request(), listener));
    } catch (IOException | RuntimeException e) {
      listener.close();
      throw e;
    }
  }

  private String accept(Exchange exchange, FlowTarget flow) throws IOException {
    Acceptance accepted = accept.accept(exchange, flow);
    if (accepted.outcome() == Acceptance.Outcome.OTHER_REQUEST) {
      throw AnswerBrief.otherRequest(flow.name(), accepted, links);
    }
    if (accepted.outcome() == Acceptance.Outcome.REFUSED) {
      throw Problem.of(422, "brief-refused", accepted.problem())
          .with("id", accepted.jobId())
          .with("flow", flow.name());
    }
    return accepted.jobId();
  }

  private FlowTarget flow(HttpCall call) {
    String name = call.path("flow");
    FlowTarget flow = flows.find(name).orElse(null);
    if (flow == null && !flows.isOff(name)) {
      String known =
          flows.names().stream()
              .filter(call.caller().sees()::includes)
              .collect(Collectors.joining(", "));
      throw Problem.of(
              404,
              "unknown-flow",
              "No chat flow has this name. "
                  + (known.isEmpty() ? "There is none." : "There are: " + known + "."))
          .with("flow", name);
    }
    FlowOff.refuse(flows.switchedOff(name));
    if (flow == null || !flows.isOn(name)) {
      throw Problem.of(
              503,
              "flow-off",
              "The flow does not accept messages: its route is disabled or stopped. Enable it in the configuration, or send the message later.")
          .withHeader("Retry-After", "60");
    }
    return flow;
  }

  private static boolean streams(String accept) {
    try {
      return MediaType.parseMediaTypes(accept).stream()
          .anyMatch(type -> type.equalsTypeAndSubtype(MediaType.TEXT_EVENT_STREAM));
    } catch (IllegalArgumentException e) {
      throw Problem.of(400, "invalid-parameter", "The header Accept is not a media type.");
    }
  }
}
