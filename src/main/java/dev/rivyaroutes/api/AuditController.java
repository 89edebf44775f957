package dev.rivyaroutes.api;

import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.ledger.audit.AuditEntry;
import dev.rivyaroutes.ledger.audit.FindAudit;
import java.security.Principal;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the orders that were given, carried out and refused. */
@RestController
@RequestMapping("/api/audit")
class AuditController {

  private final FindAudit audit;
  private final Clock clock;

  AuditController(FindAudit audit, Clock clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /** A page of orders, newest first, with the cursor of the next page. */
  @GetMapping
  Map<String, Object> find(AuditFilter filter, Paging paging, Principal principal) {
    List<AuditEntry> found =
        audit.search(filter.search(paging, clock), Caller.of(principal).sees());
    return paging.document("orders", found, AuditEntry::id, AuditController::document);
  }

  private static Map<String, Object> document(AuditEntry entry) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", entry.id());
    document.put("at", entry.at());
    document.put("by", entry.author().name());
    put(document, "role", entry.author().role());
    put(document, "login", entry.author().login());
    document.put("action", entry.action().word());
    document.put("kind", entry.action().thing().word());
    document.put("thing", entry.thing());
    put(document, "reason", entry.reason());
    document.put("outcome", entry.outcome().word());
    document.put("text", entry.outcome().text());
    put(document, "bulk", entry.bulkId());
    return document;
  }

  private static void put(Map<String, Object> document, String name, String value) {
    if (value != null) {
      document.put(name, value);
    }
  }
}
