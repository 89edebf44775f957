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

/** Handles a call: counts it, applies trouble, authorizes it, answers it. */
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
    Trouble applied =
        trouble
            .forCall(route.operation(), exchange.getRequestHeaders().getFirst("Idempotency-Key"))
            .orElse(null);
    Call call = new Call(exchange, route, applied, null);
    try {
      if (applied == null) {
        send.now(call, work(call));
      } else {
        send.inTrouble(call, answerInTrouble(call, applied));
      }
    } catch (Error e) {
      // Otherwise the JDK's server would never close the connection.
      exchange.close();
      throw e;
    }
  }

  /** The answer under trouble; null for none. */
  private Reply answerInTrouble(Call call, Trouble applied) throws IOException {
    return switch (applied.kind()) {
      case SLOW, TRUNCATED, EXPIRED, STREAM_ERROR, FAILED_TASK, STUCK_TASK -> work(call);
      case RATE_LIMITED -> ApiJson.error(ApiError.rateLimited(applied.retryAfter()));
      case SERVER_ERROR -> Reply.html(500, "500 Internal Server Error");
      case SERVER_ERROR_AFTER -> {
        work(call);
        yield Reply.html(504, "504 Gateway Time-out");
      }
      case DISABLED ->
          ApiJson.error(
              new ApiError(
                  503,
                  "public_api_disabled",
                  "The public API is temporarily off.",
                  applied.retryAfter()));
      case REFUSED ->
          ApiJson.error(
              new ApiError(
                  applied.status() == 0 ? 400 : applied.status(),
                  applied.code() == null ? "validation_failed" : applied.code(),
                  "The request was refused.",
                  applied.retryAfter()));
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
