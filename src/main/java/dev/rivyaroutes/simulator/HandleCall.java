package dev.rivyaroutes.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.rivyaroutes.simulator.account.AuthorizeCall;
import dev.rivyaroutes.simulator.server.ApiError;
import dev.rivyaroutes.simulator.server.ApiJson;
import dev.rivyaroutes.simulator.server.Call;
import dev.rivyaroutes.simulator.server.Counters;
import dev.rivyaroutes.simulator.server.Handler;
import dev.rivyaroutes.simulator.server.Reply;
import dev.rivyaroutes.simulator.server.RequestTarget;
import dev.rivyaroutes.simulator.server.SendReply;
import dev.rivyaroutes.simulator.trouble.ActiveTrouble;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Trouble;
import java.io.IOException;
import java.util.Map;

/** The way of every call: counted, struck by trouble or not, its key checked, handled, answered. */
final class HandleCall implements HttpHandler {

  private final Counters counters;
  private final ActiveTrouble trouble;
  private final AuthorizeCall doorkeeper;
  private final Map<Operation, Handler> handlers;
  private final SendReply send;

  HandleCall(
      Counters counters,
      ActiveTrouble trouble,
      AuthorizeCall doorkeeper,
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
    RequestTarget route =
        RequestTarget.of(exchange.getRequestMethod(), exchange.getRequestURI().getPath());
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
      case RATE_LIMITED -> ApiJson.error(ApiError.rateLimited(struck.retryAfter()));
      case SERVER_ERROR -> Reply.html(500, "500 Internal Server Error");
      case SERVER_ERROR_AFTER -> {
        work(call);
        yield Reply.html(504, "504 HandleCall Time-out");
      }
      case DISABLED ->
          ApiJson.error(
              new ApiError(
                  503,
                  "public_api_disabled",
                  "The public API is temporarily off.",
                  struck.retryAfter()));
      case REFUSED ->
          ApiJson.error(
              new ApiError(
                  struck.status() == 0 ? 400 : struck.status(),
                  struck.code() == null ? "validation_failed" : struck.code(),
                  "The request was refused.",
                  struck.retryAfter()));
      case NOT_FOUND -> ApiJson.error(ApiError.notFound("It"));
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
    } catch (ApiError refusal) {
      return ApiJson.error(refusal);
    } catch (RuntimeException bug) {
      return ApiJson.error(new ApiError(500, "simulator_failed", "The simulator failed: " + bug));
    }
  }
}
