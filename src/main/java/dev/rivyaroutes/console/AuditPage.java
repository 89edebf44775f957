package dev.rivyaroutes.console;

import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Page;
import dev.rivyaroutes.ledger.audit.Action;
import dev.rivyaroutes.ledger.audit.AuditEntry;
import dev.rivyaroutes.ledger.audit.AuditSearch;
import dev.rivyaroutes.ledger.audit.FindAudit;
import dev.rivyaroutes.ledger.search.SearchTerms;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.propertyeditors.StringTrimmerEditor;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.RequestParam;

/** The orders that were given: who, when, on what, why, and what came of it. */
@Controller
class AuditPage {
  private static final int SIZE = 50;
  private static final List<String> ACTIONS = Stream.of(Action.values()).map(Action::word).toList();

  private static final List<String> OUTCOMES =
      List.of(AuditEntry.Outcome.DONE, AuditEntry.Outcome.REFUSED);

  private final FindAudit audit;
  private final Clock clock;

  AuditPage(FindAudit audit, Clock clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /** What the page is limited to, as its address says; null for any. */
  record Filter(String by, String action, String thing, String outcome, String bulk, String since) {

    public boolean isEmpty() {
      return Stream.of(by, action, thing, outcome, bulk, since).allMatch(one -> one == null);
    }
  }

  /** An empty field of the form is one that is not there. */
  @InitBinder
  void trim(WebDataBinder binder) {
    binder.registerCustomEditor(String.class, new StringTrimmerEditor(true));
  }

  /**
   * @param before the last order of the page before
   */
  @GetMapping("/console/audit")
  String show(
      Filter filter,
      @RequestParam(name = "before", required = false) String before,
      Principal principal,
      Model page) {
    page.addAttribute("filter", filter);
    page.addAttribute("actions", ACTIONS);
    page.addAttribute("entries", List.of());
    if (filter.outcome() != null && !OUTCOMES.contains(filter.outcome())) {
      page.addAttribute("mistake", "The outcome must be done or refused.");
      return "console/audit";
    }
    try {
      Instant since =
          filter.since() == null ? null : SearchTerms.since(filter.since(), clock.instant());
      List<AuditEntry> found =
          audit.search(
              new AuditSearch(
                  filter.by(),
                  filter.action(),
                  filter.thing(),
                  filter.outcome(),
                  filter.bulk(),
                  since,
                  before,
                  SIZE + 1),
              Caller.of(principal).sees());
      Page<AuditEntry> shown = Page.of(found, SIZE, AuditEntry::id);
      page.addAttribute("entries", shown.rows());
      page.addAttribute("next", shown.next());
    } catch (SearchTerms.WrongTerm e) {
      page.addAttribute("mistake", e.getMessage());
    }
    return "console/audit";
  }
}
