package dev.rivyaroutes.console;

import dev.rivyaroutes.brief.again.ReplayUnderRunning;
import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.ledger.job.DeliveryState;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.orders.PreviewOrders;
import dev.rivyaroutes.ledger.search.FindJobs;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.ledger.search.JobSummary;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
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
  private final ShowFiles files;
  private final PreviewOrders previews;
  private final ReplayUnderRunning replays;

  JobPage(FindJobs jobs, ShowFiles files, PreviewOrders previews, ReplayUnderRunning replays) {
    this.jobs = jobs;
    this.files = files;
    this.previews = previews;
    this.replays = replays;
  }

  /**
   * @param all whether the whole timeline is shown, not only its newest events
   */
  @GetMapping
  ModelAndView show(
      @PathVariable("id") String id,
      @RequestParam(name = "all", defaultValue = "false") boolean all,
      Principal principal) {
    Visibility sees = Caller.of(principal).sees();
    JobDetails details = jobs.byId(id, sees).orElseThrow(JobPage::unknown);
    List<JobDetails.Event> timeline = new ArrayList<>(details.timeline());
    Collections.reverse(timeline);
    boolean whole = all || timeline.size() <= NEWEST;
    ModelAndView page = new ModelAndView("console/job");
    page.addObject("job", details.job());
    page.addObject("details", details);
    page.addObject("timeline", whole ? timeline : timeline.subList(0, NEWEST));
    page.addObject("older", whole ? 0 : timeline.size() - NEWEST);
    JobSummary.Times times = details.job().times();
    List<ShowFiles.Shown> references = files.of(details.references(), times.createdAt());
    List<ShowFiles.Shown> results = files.of(details.results(), times.updatedAt());
    page.addObject("references", references);
    page.addObject("results", results);
    page.addObject("answer", details.texts().answerText());
    page.addObject(
        "orders",
        new PossibleOrders(
            details,
            previews.of(id, sees, files.kept(times.createdAt())),
            running(details),
            isKept(references),
            isKept(results)));
    page.addObject("api", api(id));
    return page;
  }

  private static boolean isKept(List<ShowFiles.Shown> files) {
    return files.stream().noneMatch(ShowFiles.Shown::wasDeleted);
  }

  /** The address of the job in the API. */
  static String api(String id) {
    return ServletUriComponentsBuilder.fromCurrentContextPath()
        .path("/api/jobs/" + id)
        .toUriString();
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
   * Which orders the job allows; the ledger decides again when one is given.
   *
   * @param previews those that run, release or cancel it
   * @param running the version that runs now; null if it accepted the job, or none runs
   * @param brief whether all references of the brief are kept
   * @param result whether all files of the result are kept
   */
  record PossibleOrders(
      JobDetails details,
      List<PreviewOrders.Preview> previews,
      String running,
      boolean brief,
      boolean result) {

    /** The ledger keeps no brief that was refused when it arrived. */
    public boolean replayUnderRunning() {
      JobState state = JobState.fromColumn(details.job().state());
      return running != null
          && (state == JobState.DONE || state.isFailure())
          && details.timeline().stream()
              .anyMatch(event -> event.state().equals(JobState.ACCEPTED.column()))
          && brief;
    }

    /** Whether what is delivered again is a failure. */
    public boolean deliversFailure() {
      return JobState.fromColumn(details.job().state()).isFailure();
    }

    public boolean deliverDead() {
      return !sinks().isEmpty()
          && details.deliveries().stream()
              .anyMatch(one -> one.state().equals(DeliveryState.DEAD.column()));
    }

    /** The sinks that can be delivered to again. */
    public List<String> sinks() {
      return !result || !JobState.fromColumn(details.job().state()).hasOutcome()
          ? List.of()
          : details.deliveries().stream()
              .filter(one -> !one.state().equals(DeliveryState.PENDING.column()))
              .map(JobDetails.DeliveryStatus::sink)
              .toList();
    }

    public boolean any() {
      return !previews.isEmpty() || replayUnderRunning() || !sinks().isEmpty();
    }
  }
}
