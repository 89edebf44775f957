package dev.rivyaroutes.http.server;

import java.time.Clock;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration.ConnectionFactory;
import org.springframework.boot.web.embedded.jetty.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets the HTTP server up for the HTTP surface. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

  /** So many pieces of a refused body that is here already are passed over, not more. */
  private static final int UNREAD_PIECES = 256;

  /** No error page comes from the server itself, and no caller keeps it waiting. */
  @Bean
  WebServerFactoryCustomizer<JettyServletWebServerFactory> guardedServer(
      HttpProperties limits, Clock clock) {
    return jetty ->
        jetty.addServerCustomizers(
            server -> {
              server.setErrorHandler(new ServerProblems());
              WatchConnections watch = new WatchConnections(limits, clock);
              for (Connector connector : server.getConnectors()) {
                connector.addBean(watch);
                connector
                    .getConnectionFactory(ConnectionFactory.class)
                    .getHttpConfiguration()
                    .setMaxUnconsumedRequestContentReads(UNREAD_PIECES);
              }
              server.insertHandler(new ReadParameters(jetty.getContextPath()));
              server.insertHandler(new CloseUnreadCalls());
              server.insertHandler(watch);
            });
  }
}
