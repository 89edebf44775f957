package dev.rivyaroutes.simulator.server;

import com.sun.net.httpserver.HttpExchange;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sends answers, at once or later; a delayed answer keeps its connection but no thread. */
public final class SendReply {

  /** The rest of a refused upload is not read; the connection closes instead. */
  private static final long DRAIN_MAX = 64L << 20;

  private static final int DRAIN_CHUNK = 16 << 10;

  private final Counters counters;
  private final Executor workers;
  private final ScheduledExecutorService later;

  public SendReply(Counters counters, Executor workers, ScheduledExecutorService later) {
    this.counters = counters;
    this.workers = workers;
    this.later = later;
  }

  /** Sends the answer; null closes the connection without one. */
  public void now(Call call, Reply reply) throws IOException {
    send(call, reply, reply == null ? 0 : reply.body().length());
  }

  /** Sends the answer under trouble, after the trouble's delay. */
  public void inTrouble(Call call, Reply reply) throws IOException {
    long delay = call.trouble().delay().toMillis();
    if (delay == 0) {
      cut(call, reply);
      return;
    }
    later.schedule(
        () -> workers.execute(() -> cutQuietly(call, reply)), delay, TimeUnit.MILLISECONDS);
  }

  private void cutQuietly(Call call, Reply reply) {
    try {
      cut(call, reply);
    } catch (IOException gone) {
      call.exchange().close();
    }
  }

  private void cut(Call call, Reply reply) throws IOException {
    boolean truncated = call.trouble().kind() == TroubleKind.TRUNCATED && reply != null;
    if (truncated) {
      send(call, reply, reply.body().length() / 2);
    } else {
      now(call, reply);
    }
  }

  private void send(Call call, Reply reply, long limit) throws IOException {
    HttpExchange exchange = call.exchange();
    counters.answered(
        call.route().operation(), reply == null ? Counters.NO_ANSWER : reply.status());
    if (reply == null) {
      exchange.close();
      return;
    }
    drain(exchange.getRequestBody());
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    long length = reply.body().length();
    if (call.method().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
      exchange.sendResponseHeaders(reply.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : length);
    OutputStream out = exchange.getResponseBody();
    reply.body().writeTo(out, limit);
    if (limit < length) {
      out.flush();
    }
    exchange.close();
  }

  private static void drain(InputStream body) throws IOException {
    if (body.read() < 0) {
      return;
    }
    byte[] chunk = new byte[DRAIN_CHUNK];
    long left = DRAIN_MAX;
    for (int read = 1; read > 0 && left > 0; left -= read) {
      read = body.read(chunk);
    }
  }
}
