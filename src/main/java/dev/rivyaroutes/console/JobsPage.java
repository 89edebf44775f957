package dev.rivyaroutes.console;

import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Page;
import dev.rivyaroutes.ledger.search.FindJobs;
import dev.rivyaroutes.ledger.search.FindPrompts;
import dev.rivyaroutes.ledger.search.FoundJobs;
import dev.rivyaroutes.ledger.search.JobSummary;
import dev.rivyaroutes.ledger.search.SearchTerms;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The search for jobs. Its address is the search, so that it can be sent to others. */
@Controller
class JobsPage {
  private static final int SIZE = 50;

  private final FindJobs jobs;
  private final FindPrompts prompts;
  private final Clock clock;

  JobsPage(FindJobs jobs, FindPrompts prompts, Clock clock) {
    this.jobs = jobs;
    this.prompts = prompts;
    this.clock = clock;
  }

  /**
   * @param q the search
   * @param before the last job of the page before
   */
  @GetMapping("/console/jobs")
  String show(
      @RequestParam(name = "q", required = false) String q,
      @RequestParam(name = "before", required = false) String before,
      Principal principal,
      Model page) {
    page.addAttribute("q", q == null ? "" : q.strip());
    page.addAttribute("jobs", List.of());
    page.addAttribute("scans", false);
    try {
      SearchTerms terms = SearchTerms.parse(q);
      page.addAttribute("scans", terms.scans());
      FoundJobs found =
          jobs.find(terms.search(Caller.of(principal).sees(), before, SIZE + 1, clock));
      Page<JobSummary> shown = Page.of(found.jobs(), SIZE, JobSummary::id);
      page.addAttribute("jobs", shown.rows());
      page.addAttribute(
          "prompts", prompts.beginnings(shown.rows().stream().map(JobSummary::id).toList()));
      page.addAttribute("next", shown.next());
      page.addAttribute("readTo", found.readTo());
      page.addAttribute("readToTime", found.readToTime());
    } catch (SearchTerms.WrongTerm e) {
      page.addAttribute("mistake", e.getMessage());
    }
    return "console/jobs";
  }
}
