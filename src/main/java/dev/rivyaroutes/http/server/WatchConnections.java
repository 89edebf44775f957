package dev.rivyaroutes.http.server;

import dev.rivyaroutes.http.server.WatchedConnection.Facts;
import dev.rivyaroutes.http.server.WatchedConnection.Verdict;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the calls of callers that keep the server waiting: slow headers, slow bodies, slow readers
 * of answers, and too many connections. One task checks all connections once a second.
 */
final class WatchConnections extends Handler.Wrapper implements Connection.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(WatchConnections.class);

  private final HttpProperties limits;
  private final Clock clock;
  private final Map<Connection, WatchedConnection> open = new ConcurrentHashMap<>();

  WatchConnections(HttpProperties limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    schedule();
  }

  private void schedule() {
    if (isRunning() || isStarting()) {
      getServer().getScheduler().schedule(this::checkSafely, 1, TimeUnit.SECONDS);
    }
  }

  private void checkSafely() {
    try {
      check();
    } catch (Throwable e) {
      // Also an OutOfMemoryError: otherwise slow callers would block the server for ever.
      LOG.warn("The HTTP connections could not be checked; the next check is in a second", e);
    } finally {
      schedule();
    }
  }

  @Override
  public void onOpened(Connection connection) {
    if (connection instanceof ConnectionMetaData
        && connection.getEndPoint() instanceof AbstractEndPoint) {
      open.put(connection, new WatchedConnection(limits));
    }
  }

  @Override
  public void onClosed(Connection connection) {
    open.remove(connection);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Connection connection = request.getConnectionMetaData().getConnection();
    WatchedConnection watched = open.get(connection);
    if (watched != null) {
      watched.callBegins(clock.instant());
      Request.addCompletionListener(request, failure -> watched.callEnds(connection.getBytesIn()));
    }
    return super.handle(request, response, callback);
  }

  private void check() {
    Instant now = clock.instant();
    open.forEach((connection, watched) -> act(connection, watched.check(now, facts(connection))));
    Map<String, List<Map.Entry<Connection, WatchedConnection>>> addresses =
        open.entrySet().stream().collect(Collectors.groupingBy(one -> address(one.getKey())));
    for (List<Map.Entry<Connection, WatchedConnection>> ofOne : addresses.values()) {
      var slow = ofOne.stream().filter(one -> one.getValue().sendsSlowly(now)).toList();
      slowest(slow, slow.size() - limits.bodiesPerAddress())
          .forEach(one -> act(one, Verdict.SLOW_BODY));
      slowest(ofOne, ofOne.size() - limits.connectionsPerAddress()).forEach(this::close);
    }
    slowest(List.copyOf(open.entrySet()), open.size() - limits.connections()).forEach(this::close);
  }

  /** Those that wait for their callers, the ones that move least first. */
  private static List<Connection> slowest(
      List<Map.Entry<Connection, WatchedConnection>> all, int count) {
    if (count <= 0) {
      return List.of();
    }
    List<Map.Entry<Connection, WatchedConnection>> waiting =
        new ArrayList<>(all.stream().filter(one -> one.getValue().waitsForItsCaller()).toList());
    waiting.sort(Comparator.comparingLong(one -> one.getValue().progress()));
    return waiting.stream().limit(count).map(Map.Entry::getKey).toList();
  }

  private void act(Connection connection, Verdict verdict) {
    switch (verdict) {
      case FINE -> {}
      case SLOW_BODY -> {
        // Like an idle timeout: the reader of the body gets the error and can still answer.
        if (connection.onIdleExpired(new TimeoutException("The caller sends too slowly"))) {
          close(connection);
        }
      }
      case SLOW_HEAD, SLOW_READER -> close(connection);
    }
  }

  private void close(Connection connection) {
    LOG.debug("A connection of {} is closed: its caller is too slow", address(connection));
    connection.getEndPoint().close(new TimeoutException("The caller is too slow"));
  }

  private static Facts facts(Connection connection) {
    AbstractEndPoint end = (AbstractEndPoint) connection.getEndPoint();
    return new Facts(
        connection.getBytesIn(),
        connection.getBytesOut(),
        end.isFillInterested(),
        end.getWriteFlusher().isPending());
  }

  private static String address(Connection connection) {
    SocketAddress remote = connection.getEndPoint().getRemoteSocketAddress();
    return remote instanceof InetSocketAddress inet && inet.getAddress() != null
        ? inet.getAddress().getHostAddress()
        : String.valueOf(remote);
  }
}
