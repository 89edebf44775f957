package dev.rivyaroutes.console;

import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.http.Visible;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.source.Source;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The first page: what needs attention, then flows, accounts and sources. */
@Controller
class OverviewPage {

  /** Failures older than this no longer need attention. */
  private static final Duration RECENT = Duration.ofHours(24);

  private final ListTroubles troubles;
  private final DescribeFlows flows;
  private final DescribeAccounts accounts;
  private final Visible visible;
  private final SampleBrief sample;
  private final Clock clock;

  OverviewPage(
      ListTroubles troubles,
      DescribeFlows flows,
      DescribeAccounts accounts,
      Visible visible,
      SampleBrief sample,
      Clock clock) {
    this.sample = sample;
    this.troubles = troubles;
    this.flows = flows;
    this.accounts = accounts;
    this.visible = visible;
    this.clock = clock;
  }

  /** Those who may read only their own jobs are led to them. */
  @GetMapping("/console")
  String show(Principal principal, Model page) {
    if (!((PageFrame.Viewer) page.getAttribute("viewer")).all()) {
      return "redirect:/console/jobs";
    }
    Instant now = clock.instant();
    Visibility sees = Caller.of(principal).sees();
    List<DescribeAccounts.Account> paying = accounts.of(sees);
    List<Source> polled = visible.sources(sees);
    page.addAttribute("troubles", troubles.since(now.minus(RECENT), sees, paying, polled));
    List<DescribeFlows.Flow> today =
        flows.since(
            LocalDate.ofInstant(now, ZoneOffset.UTC).atStartOfDay(ZoneOffset.UTC).toInstant(),
            sees);
    page.addAttribute("flows", today);
    page.addAttribute("idle", today.stream().noneMatch(flow -> flow.on() || flow.off() != null));
    page.addAttribute("sample", sample.isPossible(Caller.of(principal)));
    page.addAttribute("accounts", paying);
    page.addAttribute("sources", polled);
    return "console/overview";
  }

  /** For people who type no path. */
  @GetMapping("/")
  String lead() {
    return "redirect:/console";
  }

  /** Any other address, as a page rather than as a problem document. */
  @GetMapping({"/console/{page}", "/console/{page:(?!assets$).+}/**"})
  String unknown(@PathVariable("page") String page) {
    throw Problem.of(404, "not-found", "There is no such page of the console.");
  }
}
