package dev.rivyaroutes.testing;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.eclipse.jetty.server.handler.StatisticsHandler;
import org.springframework.boot.web.embedded.jetty.JettyWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContext;

/** The calls that the server has not ended; each would hold up the stop of the program. */
public final class OpenCalls {

  /** Waits until there is none. */
  public static void awaitNone(ApplicationContext context) {
    JettyWebServer server =
        (JettyWebServer) ((ServletWebServerApplicationContext) context).getWebServer();
    StatisticsHandler calls = server.getServer().getDescendant(StatisticsHandler.class);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> calls.getRequestsActive(), active -> active == 0);
  }

  private OpenCalls() {}
}
