package dev.rivyaroutes.engine;

import dev.rivyaroutes.account.Accounts;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Starts the engine's routes, one of each for every account. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

  private static final List<String> ROUTES =
      List.of(
          "fetch-references",
          "upload-references",
          "submit-jobs",
          "answer-turns",
          "stream-turn",
          "poll-tasks",
          "fetch-results",
          "ask-models",
          "refresh-models",
          "ask-balance",
          "read-balance");

  @Bean
  CamelContextConfiguration engineRoutes(Accounts accounts) {
    return new CamelContextConfiguration() {
      @Override
      public void beforeApplicationStart(CamelContext camel) {
        // The templates of these routes are loaded with all other routes.
      }

      @Override
      public void afterApplicationStart(CamelContext camel) {
        accounts.names().forEach(account -> addRoutes(camel, account));
        accounts.names().stream()
            .filter(account -> accounts.get(account).webhook().isRegistered())
            .forEach(
                account ->
                    List.of("change-webhook", "register-webhook")
                        .forEach(name -> addRoute(camel, name, account)));
      }
    };
  }

  private static void addRoutes(CamelContext camel, String account) {
    for (String name : ROUTES) {
      addRoute(camel, name, account);
    }
  }

  private static void addRoute(CamelContext camel, String name, String account) {
    TemplatedRouteBuilder.builder(camel, name)
        .routeId(name + "-" + account)
        .parameters(Map.of("account", account))
        .add();
  }
}
