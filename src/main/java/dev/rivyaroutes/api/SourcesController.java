package dev.rivyaroutes.api;

import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Visible;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.source.Source;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows what the sources report of their polls. */
@RestController
@RequestMapping("/api/sources")
class SourcesController {

  private final Visible visible;

  SourcesController(Visible visible) {
    this.visible = visible;
  }

  @GetMapping
  Map<String, Object> list(Principal principal) {
    return list(Caller.of(principal).sees());
  }

  Map<String, Object> list(Visibility sees) {
    return Map.of(
        "sources", visible.sources(sees).stream().map(SourcesController::document).toList());
  }

  private static Map<String, Object> document(Source source) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("route", source.route().route());
    document.put("kind", source.route().kind());
    document.put("address", source.route().address());
    document.put("delay_seconds", source.route().delay().toMillis() / 1000.0);
    document.put("polled_at", source.polledAt());
    document.put("failed_since", source.failedSince());
    document.put("failures", source.failures());
    document.put("cause", source.cause());
    document.put("waiting", source.backlog().waiting());
    document.put("oldest_at", source.backlog().oldestAt());
    document.put("reported_at", source.reportedAt());
    return document;
  }
}
