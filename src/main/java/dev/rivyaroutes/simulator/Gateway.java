package dev.rivyaroutes.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.rivyaroutes.simulator.account.Doorkeeper;
import dev.rivyaroutes.simulator.server.Call;
import dev.rivyaroutes.simulator.server.Counters;
import dev.rivyaroutes.simulator.server.Handler;
import dev.rivyaroutes.simulator.server.Refusal;
import dev.rivyaroutes.simulator.server.Reply;
import dev.rivyaroutes.simulator.server.Route;
import dev.rivyaroutes.simulator.server.SendReply;
import dev.rivyaroutes.simulator.server.Wire;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleBoard;
import java.io.IOException;
import java.util.Map;

/** The way of every call: counted, struck by trouble or not, its key checked, handled, answered. */
final class Gateway implements HttpHandler {

  private final Counters counters;
  private final TroubleBoard trouble;
  private final Doorkeeper doorkeeper;
  private final Map<Operation, Handler> handlers;
  private final SendReply send;

  Gateway(
      Counters counters,
      TroubleBoard trouble,
      Doorkeeper doorkeeper,
      Map<Operation, Handler> handlers,
      SendReply send) {
    this.counters = counters;
    this.trouble = trouble;
    this.doorkeeper = doorkeeper;
    this.handlers = handlers;
    this.send = send;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Route route = Route.of(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
    counters.arrived(route.operation());
    Trouble struck = trouble.strikeCall(route.operation()).orElse(null);
    Call call = new Call(exchange, route, struck, null);
    try {
      if (struck == null) {
        send.now(call, work(call));
      } else {
        send.afflicted(call, afflict(call, struck));
      }
    } catch (Error e) {
      // The JDK's server would leave the caller waiting for ever.
      exchange.close();
      throw e;
    }
  }

  /** What is answered in trouble; null for nothing at all. */
  private Reply afflict(Call call, Trouble struck) throws IOException {
    return switch (struck.kind()) {
      case SLOW, TRUNCATED, EXPIRED, STREAM_ERROR, FAILED_TASK, STUCK_TASK -> work(call);
      case RATE_LIMITED -> Wire.error(Refusal.rateLimited(struck.retryAfter()));
      case SERVER_ERROR -> Reply.html(500, "500 Internal Server Error");
      case SERVER_ERROR_AFTER -> {
        work(call);
        yield Reply.html(504, "504 Gateway Time-out");
      }
      case DISABLED ->
          Wire.error(
              new Refusal(
                  503,
                  "public_api_disabled",
                  "The public API is temporarily off.",
                  struck.retryAfter()));
      case REFUSED ->
          Wire.error(
              new Refusal(
                  struck.status() == 0 ? 400 : struck.status(),
                  struck.code() == null ? "validation_failed" : struck.code(),
                  "The request was refused.",
                  struck.retryAfter()));
      case NOT_FOUND -> Wire.error(Refusal.notFound("It"));
      case RESET_BEFORE, SILENCE_BEFORE -> null;
      case RESET_AFTER, SILENCE_AFTER -> {
        work(call);
        yield null;
      }
    };
  }

  private Reply work(Call call) throws IOException {
    try {
      return handlers.get(call.route().operation()).answer(doorkeeper.admit(call));
    } catch (Refusal refusal) {
      return Wire.error(refusal);
    } catch (RuntimeException bug) {
      return Wire.error(new Refusal(500, "simulator_failed", "The simulator failed: " + bug));
    }
  }
}
