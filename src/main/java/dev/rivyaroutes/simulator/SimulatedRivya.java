package dev.rivyaroutes.simulator;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import com.sun.net.httpserver.HttpServer;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.control.SimulatorState;
import dev.rivyaroutes.simulator.generation.ResultUrls;
import dev.rivyaroutes.simulator.server.SendReply;
import dev.rivyaroutes.simulator.webhook.SendWebhooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * A simulated Rivya: its state behind an HTTP server that implements the public contract, makes
 * trouble on demand and records what was paid for. The state is in memory and ends with {@link
 * #close()}. The package describes its control endpoints.
 */
public final class SimulatedRivya extends SimulatorState implements AutoCloseable {

  private static final int WORKERS = 64;
  private static final int BACKLOG = 1024;
  private static final int WEBHOOK_TICK_MILLIS = 20;

  private final SimulatorSettings settings;
  private final HttpServer server;
  private final ExecutorService workers;
  private final ScheduledExecutorService later;
  private final ResultUrls urls;

  private SimulatedRivya(SimulatorSettings settings) throws IOException {
    super(settings);
    this.settings = settings;
    this.urls = new ResultUrls(settings.media(), given());
    this.server =
        HttpServer.create(new InetSocketAddress(settings.host(), settings.port()), BACKLOG);
    this.workers = workers();
    this.later = new ScheduledThreadPoolExecutor(1, daemons("rivya-simulator-later"));
    server.setExecutor(workers);
    server.createContext(
        "/",
        new HandleCall(
            counters(),
            trouble(),
            doorkeeper(),
            ApiHandlers.of(this, urls, settings),
            new SendReply(counters(), workers, later)));
    webhooks()
        .onBegin(
            () -> {
              SendWebhooks sender = new SendWebhooks(webhooks(), urls, () -> baseUri().toString());
              later.scheduleWithFixedDelay(sender, 0, WEBHOOK_TICK_MILLIS, MILLISECONDS);
            });
    server.start();
  }

  /** Starts the server; throws an UncheckedIOException where the address is taken. */
  public static SimulatedRivya start(SimulatorSettings settings) {
    // The JDK's server reads these once, when the first server of the process is made.
    setUnlessSet("sun.net.httpserver.nodelay", "true");
    setUnlessSet("sun.net.httpserver.maxIdleConnections", "2000");
    setUnlessSet("java.awt.headless", "true");
    try {
      return new SimulatedRivya(settings);
    } catch (IOException e) {
      String address = settings.host() + ":" + settings.port();
      throw new UncheckedIOException(
          "the simulated Rivya cannot listen on " + address + "; choose another port", e);
    }
  }

  /** The base URL for clients, with the real port and without a slash at its end. */
  public URI baseUri() {
    return URI.create("http://" + settings.host() + ":" + server.getAddress().getPort());
  }

  /** Closes every connection at once and ends the threads. */
  @Override
  public void close() {
    server.stop(0);
    later.shutdownNow();
    workers.shutdownNow();
  }

  private static ExecutorService workers() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            WORKERS,
            WORKERS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            daemons("rivya-simulator"));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static ThreadFactory daemons(String name) {
    CustomizableThreadFactory threads = new CustomizableThreadFactory(name);
    threads.setDaemon(true);
    return threads;
  }

  private static void setUnlessSet(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}
