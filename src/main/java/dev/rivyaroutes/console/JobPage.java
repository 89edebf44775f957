package dev.rivyaroutes.console;

import dev.rivyaroutes.brief.again.ReplayUnderRunning;
import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.DeliveryState;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.orders.OrderJobs;
import dev.rivyaroutes.ledger.orders.OrderJobs.Deliveries;
import dev.rivyaroutes.ledger.orders.OrderRefused;
import dev.rivyaroutes.ledger.search.FindJobs;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.media.MediaStore;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** One job: what was asked, what came of it, how it got there, and what can be ordered. */
@Controller
@RequestMapping("/console/jobs/{id}")
class JobPage {
  private static final int NEWEST = 50;

  private final FindJobs jobs;
  private final OrderJobs orders;
  private final MediaStore store;
  private final ReplayUnderRunning replays;

  JobPage(FindJobs jobs, OrderJobs orders, MediaStore store, ReplayUnderRunning replays) {
    this.replays = replays;
    this.jobs = jobs;
    this.orders = orders;
    this.store = store;
  }

  /**
   * @param all whether the whole timeline is shown, not only its newest events
   */
  @GetMapping
  ModelAndView show(
      @PathVariable("id") String id,
      @RequestParam(name = "all", defaultValue = "false") boolean all,
      Principal principal) {
    JobDetails details = jobs.byId(id, Caller.of(principal).sees()).orElseThrow(JobPage::unknown);
    List<JobDetails.Event> timeline = new ArrayList<>(details.timeline());
    Collections.reverse(timeline);
    boolean whole = all || timeline.size() <= NEWEST;
    ModelAndView page = new ModelAndView("console/job");
    page.addObject("job", details.job());
    page.addObject("details", details);
    page.addObject("timeline", whole ? timeline : timeline.subList(0, NEWEST));
    page.addObject("older", whole ? 0 : timeline.size() - NEWEST);
    page.addObject("answer", details.texts().answerText());
    page.addObject("orders", new PossibleOrders(details, running(details)));
    page.addObject(
        "api",
        ServletUriComponentsBuilder.fromCurrentContextPath().path("/api/jobs/" + id).toUriString());
    return page;
  }

  /** The version of its flow that runs now, if another one accepted the job; else null. */
  private String running(JobDetails details) {
    return replays
        .runningVersion(details.job().flow())
        .filter(version -> !version.equals(details.job().target().version()))
        .orElse(null);
  }

  /** A job that the caller may not read is as unknown as one that is not there. */
  static Problem unknown() {
    return Problem.of(404, "unknown-job", "There is no job of this id that you may read.");
  }

  /**
   * Which orders the state of a job allows; the ledger decides again when one is given.
   *
   * @param running the version that runs now; null if it accepted the job, or none runs
   */
  record PossibleOrders(JobDetails details, String running) {
    private JobState state() {
      return JobState.fromColumn(details.job().state());
    }

    public boolean replay() {
      return state() == JobState.PARKED || state() == JobState.FAILED && !isBadBrief();
    }

    public boolean replayUnderRunning() {
      boolean ended = state() == JobState.DONE || state().isFailure();
      return running != null && ended && !isBadBrief();
    }

    private boolean isBadBrief() {
      Cause cause = details.job().cause();
      return cause != null && cause.trouble() == Trouble.BRIEF;
    }

    public boolean cancel() {
      return !state().hasOutcome();
    }

    public boolean deliverDead() {
      return has(DeliveryState.DEAD);
    }

    public boolean deliverAll() {
      return has(DeliveryState.DEAD) || has(DeliveryState.DELIVERED);
    }

    private boolean has(DeliveryState state) {
      return details.deliveries().stream().anyMatch(one -> one.state().equals(state.column()));
    }

    public boolean any() {
      return replay() || replayUnderRunning() || cancel() || deliverAll();
    }
  }

  private interface Give {
    void give(Order order) throws OrderRefused;
  }

  /**
   * @param deliveries dead or all to deliver the result again; empty to run the job again
   */
  @PostMapping("/replay")
  ModelAndView replay(
      @PathVariable("id") String id,
      @RequestParam(name = "reason", defaultValue = "") String reason,
      @RequestParam(name = "deliveries", defaultValue = "") String deliveries,
      Principal principal) {
    Deliveries which =
        switch (deliveries) {
          case "" -> null;
          case "dead" -> Deliveries.DEAD;
          case "all" -> Deliveries.ALL;
          default -> throw Problem.of(400, "invalid-order", "Deliveries must be dead or all.");
        };
    return take(id, reason, principal, order -> orders.replay(id, order, which, store::keeps));
  }

  @PostMapping("/cancel")
  ModelAndView cancel(
      @PathVariable("id") String id,
      @RequestParam(name = "reason", defaultValue = "") String reason,
      Principal principal) {
    return take(id, reason, principal, order -> orders.cancel(id, order));
  }

  /** Shows the job again, by a new call so that a reload of the page orders nothing. */
  private ModelAndView take(String id, String reason, Principal principal, Give give) {
    try {
      give.give(Caller.of(principal).order(reason));
    } catch (OrderRefused e) {
      if (e.why() == OrderRefused.Why.UNKNOWN_JOB) {
        throw unknown();
      }
      ModelAndView page = show(id, false, principal);
      page.setStatus(HttpStatus.CONFLICT);
      page.addObject("refused", e.getMessage());
      return page;
    }
    return new ModelAndView("redirect:/console/jobs/" + id);
  }
}
