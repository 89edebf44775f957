package dev.rivyaroutes.http.server;

import dev.rivyaroutes.http.ErrorAnswers;
import dev.rivyaroutes.http.Problem;
import java.nio.ByteBuffer;
import java.time.Clock;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration.ConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
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
              server.setErrorHandler(HttpConfiguration::writeProblem);
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

  /** Jetty refuses some calls before any filter or route sees them. */
  private static boolean writeProblem(Request request, Response response, Callback callback) {
    int status =
        request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException refused
            ? refused.getCode()
            : response.getStatus();
    Problem problem = ErrorAnswers.problem(status < 400 ? 500 : status);
    response.setStatus(problem.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    problem.getHeaders().toSingleValueMap().forEach(response.getHeaders()::put);
    response.write(true, ByteBuffer.wrap(problem.bytes()), callback);
    return true;
  }
}
