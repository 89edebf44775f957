package dev.rivyaroutes.http;

import dev.rivyaroutes.brief.AcceptBrief;
import dev.rivyaroutes.brief.flow.DeclaredFlows;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.engine.models.ShowModels;
import dev.rivyaroutes.ledger.TestLedger;
import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.credits.FindCredits;
import dev.rivyaroutes.ledger.credits.FindSpending;
import dev.rivyaroutes.ledger.credits.ForecastCredits;
import dev.rivyaroutes.ledger.events.Events;
import dev.rivyaroutes.ledger.events.FindEvents;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.orders.OrderJobs;
import dev.rivyaroutes.ledger.orders.RecordOrders;
import dev.rivyaroutes.ledger.orders.ReplayAsNewJob;
import dev.rivyaroutes.ledger.outbox.Sinks;
import dev.rivyaroutes.ledger.quarantine.Quarantine;
import dev.rivyaroutes.ledger.quarantine.ReplayQuarantined;
import dev.rivyaroutes.ledger.search.FindJobs;
import dev.rivyaroutes.ledger.source.Sources;
import dev.rivyaroutes.ledger.version.FlowVersions;
import dev.rivyaroutes.reload.FlowStates;
import dev.rivyaroutes.status.StatusLinks;
import dev.rivyaroutes.testing.RecordingLedger;
import dev.rivyaroutes.webhook.WebhookRegistrations;
import dev.rivyaroutes.webhook.Webhooks;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/**
 * The HTTP surface on a real server with the real brief forms; only the ledger's writing differs.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ConfigurationPropertiesScan({
  "dev.rivyaroutes.http",
  "dev.rivyaroutes.brief",
  "dev.rivyaroutes.media"
})
@ComponentScan(
    basePackages = {
      "dev.rivyaroutes.chat",
      "dev.rivyaroutes.api",
      "dev.rivyaroutes.http",
      "dev.rivyaroutes.access",
      "dev.rivyaroutes.brief",
      "dev.rivyaroutes.media"
    },
    excludeFilters =
        @ComponentScan.Filter(
            type = FilterType.REGEX,
            pattern =
                ".*(Test|IT|TestBase|SourceProcess|House)(\\$.*)?|.*(Accounts|AccountOrders|Flows|Support|Audit|BulkOrders|BulkJobs|FlowFiles)Controller"))
@Import({FindJobs.class, HttpProgram.Pages.class})
public class HttpProgram {

  @Bean(destroyMethod = "close")
  TestLedger database() {
    return TestLedger.migrated();
  }

  @Bean
  Sinks sinks() {
    return new Sinks();
  }

  @Bean
  RecordingLedger acceptJobs() {
    return new RecordingLedger();
  }

  /** Orders need the ledger; they are tried over the real one. */
  @Bean
  OrderJobs orderJobs() {
    return new OrderJobs(null, null, null, null);
  }

  @Bean
  RecordOrders recordOrders() {
    return new RecordOrders(null, null);
  }

  @Bean
  ReplayAsNewJob replayAsNewJob() {
    return new ReplayAsNewJob(null, null, null, null);
  }

  @Bean
  FlowVersions flowVersions() {
    return new FlowVersions(null, null, null, null);
  }

  @Bean
  FlowStates flowStates(Clock clock) {
    return new FlowStates(event -> {}, clock);
  }

  /** So do the sources and the quarantine. */
  @Bean
  Sources sources() {
    return new Sources(null, null, null, null);
  }

  @Bean
  FindSpending findSpending() {
    return new FindSpending(null, Clock.systemUTC());
  }

  @Bean
  ForecastCredits forecastCredits() {
    return new ForecastCredits(null, null, Clock.systemUTC());
  }

  @Bean
  FindEvents findEvents() {
    return new FindEvents(null);
  }

  @Bean
  FindCredits findCredits() {
    return new FindCredits(null, null, null, null, null, null, null);
  }

  @Bean
  StatusLinks statusLinks() {
    return StatusLinks.OFF;
  }

  @Bean
  Quarantine quarantine() {
    return new Quarantine(null, null, null);
  }

  @Bean
  ReplayQuarantined replayQuarantined() {
    return new ReplayQuarantined(null, null, null, null);
  }

  @Bean
  WorkSignal workSignal() {
    return new WorkSignal();
  }

  @Bean
  DeclaredFlows declaredFlows() {
    return () -> List.of(FlowTarget.generation("listing", "test-model", "test"));
  }

  /** Events are tried over the whole program. */
  @Bean
  Webhooks webhooksOfAccounts(Clock clock) {
    return new Webhooks(Map.of(), account -> List.of(), clock);
  }

  @Bean
  Events events() {
    return new Events(null, null, null);
  }

  /** Two accounts, of which the second pays for the flow listing. */
  @Bean
  ShowModels showModels() {
    return new ShowModels(null, null, null, null, null, null, null) {
      @Override
      public Set<String> accounts(Visibility sees) {
        return sees.isOfAllFlows()
            ? Set.of("first", "second")
            : sees.includes("listing") ? Set.of("second") : Set.of();
      }

      @Override
      public Map<String, Object> describe(String account, Visibility sees) {
        return Map.of("account", account, "flows", String.valueOf(sees.flows()));
      }
    };
  }

  /** Webhooks are tried over the whole program. */
  @Bean
  WebhookRegistrations registrations() {
    return new WebhookRegistrations(Map.of(), null, null, account -> List.of());
  }

  /** Stands for the console, whose pages are tried over the whole program. */
  @Controller
  static class Pages {
    @GetMapping(path = "/console", produces = MediaType.TEXT_HTML_VALUE)
    @ResponseBody
    String show(Principal caller, CsrfToken csrf) {
      return "<b>%s</b><input type=\"hidden\" name=\"_csrf\" value=\"%s\">"
          .formatted(caller.getName(), csrf == null ? "" : csrf.getToken());
    }
  }

  @Bean
  Sessions sessions() {
    return new Sessions();
  }

  /** Counts the sessions that the server makes. */
  public static final class Sessions implements HttpSessionListener {
    public final AtomicInteger made = new AtomicInteger();

    @Override
    public void sessionCreated(HttpSessionEvent event) {
      made.incrementAndGet();
    }
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  FlowSteps flowSteps(AcceptBrief accept) {
    return new FlowSteps(accept);
  }

  /** Stands for a flow's own steps: hands the brief to the ledger, and records what it saw. */
  public static final class FlowSteps implements Processor {
    private final AcceptBrief accept;
    public final ConcurrentLinkedQueue<Map<String, Object>> headers = new ConcurrentLinkedQueue<>();
    public final ConcurrentLinkedQueue<Map<String, Object>> properties =
        new ConcurrentLinkedQueue<>();
    public volatile boolean deaf;
    public volatile Processor before = exchange -> {};
    public volatile Processor behind = exchange -> {};

    public FlowSteps(AcceptBrief accept) {
      this.accept = accept;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
      headers.add(Map.copyOf(exchange.getMessage().getHeaders()));
      properties.add(Map.copyOf(exchange.getProperties()));
      before.process(exchange);
      if (!deaf) {
        String flow = exchange.getVariable("flow", String.class);
        accept.accept(exchange, FlowTarget.generation(flow, "test-model", "test"));
      }
      behind.process(exchange);
    }
  }
}
