package dev.rivyaroutes.http;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets the HTTP server up for the HTTP surface. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

  /** Refused uploads are not asked to go on, and no error page comes from the server itself. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsFromTomcat() {
    return tomcat -> {
      tomcat.addConnectorCustomizers(
          connector -> connector.setProperty("continueResponseTiming", "onRead"));
      tomcat.addContextCustomizers(
          context ->
              ((StandardHost) context.getParent())
                  .setErrorReportValveClass(ServerProblems.class.getName()));
    };
  }
}
