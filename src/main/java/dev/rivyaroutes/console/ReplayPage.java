package dev.rivyaroutes.console;

import dev.rivyaroutes.brief.again.ReplayUnderRunning;
import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.ledger.orders.OrderKind;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.orders.PreviewOrders;
import dev.rivyaroutes.ledger.search.FindJobs;
import dev.rivyaroutes.ledger.search.JobDetails;
import java.security.Principal;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What a job would ask for under the version of its flow that runs now, and the order to do so. */
@Controller
@RequestMapping("/console/jobs/{id}/replay")
class ReplayPage {

  private final FindJobs jobs;
  private final PreviewOrders previews;
  private final ReplayUnderRunning replays;
  private final ShowFiles files;

  ReplayPage(FindJobs jobs, PreviewOrders previews, ReplayUnderRunning replays, ShowFiles files) {
    this.jobs = jobs;
    this.previews = previews;
    this.replays = replays;
    this.files = files;
  }

  /** The difference; the steps of the flow run for it, so it is no page that is only read. */
  @PostMapping("/plan")
  ModelAndView plan(@PathVariable("id") String id, Principal principal) {
    return plan(id, principal, null);
  }

  private ModelAndView plan(String id, Principal principal, String refused) {
    Caller caller = Caller.of(principal);
    JobDetails details = jobs.byId(id, caller.sees()).orElseThrow(JobPage::unknown);
    ModelAndView page = new ModelAndView("console/replay");
    page.addObject("job", details.job());
    page.addObject(
        "replay",
        previews.of(id, caller.sees(), files.kept(details.job().times().createdAt())).stream()
            .anyMatch(one -> one.kind() == OrderKind.REPLAY));
    page.addObject("api", JobPage.api(id));
    String why = refused;
    try {
      page.addObject("difference", replays.plan(id, caller.order("")));
    } catch (OrderRefused e) {
      why = e.getMessage();
    }
    page.addObject("refused", why);
    if (why != null) {
      page.setStatus(HttpStatus.CONFLICT);
    }
    return page;
  }

  /**
   * Makes the new job, and shows it by a new call.
   *
   * @param seen the version whose difference was shown
   */
  @PostMapping("/running")
  ModelAndView order(
      @PathVariable("id") String id,
      @RequestParam(name = "reason", defaultValue = "") String reason,
      @RequestParam(name = "running_version", defaultValue = "") String seen,
      Principal principal) {
    try {
      String made =
          replays
              .replay(id, Caller.of(principal).order(reason), seen.isEmpty() ? null : seen)
              .jobId();
      return new ModelAndView("redirect:/console/jobs/" + made);
    } catch (OrderRefused e) {
      return plan(id, principal, e.getMessage());
    }
  }
}
