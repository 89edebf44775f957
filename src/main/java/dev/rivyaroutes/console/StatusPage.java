package dev.rivyaroutes.console;

import dev.rivyaroutes.delivery.mail.ExplainFailure;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.search.FindJobs;
import dev.rivyaroutes.ledger.search.FindQueuePlace;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.status.StatusLinks;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/**
 * What the asker of a brief sees by its link, without a login: how far it is, and its result. Every
 * link that is wrong, has ended, or is of a job that is gone gets the same page.
 */
@Controller
class StatusPage {

  private static final Logger LOG = LoggerFactory.getLogger(StatusPage.class);

  private final StatusLinks links;
  private final FindJobs jobs;
  private final FindQueuePlace queue;
  private final ShowFiles files;
  private final Clock clock;

  StatusPage(StatusLinks links, FindJobs jobs, FindQueuePlace queue, ShowFiles files, Clock clock) {
    this.links = links;
    this.files = files;
    this.jobs = jobs;
    this.queue = queue;
    this.clock = clock;
  }

  @GetMapping("/status/{token}")
  ModelAndView show(@PathVariable("token") String token) {
    return links
        .job(token, clock.instant())
        .flatMap(id -> jobs.byId(id, Visibility.ALL))
        .map(details -> page(token, details))
        .orElseGet(() -> problem(HttpStatus.NOT_FOUND));
  }

  private ModelAndView page(String token, JobDetails details) {
    JobState state = JobState.fromColumn(details.job().state());
    ModelAndView page = new ModelAndView("console/status");
    page.addObject("token", token);
    page.addObject("job", details.job());
    page.addObject("files", files.of(details.results(), details.job().times().updatedAt()));
    page.addObject("answer", details.texts().answerText());
    page.addObject("ended", state.hasOutcome());
    page.addObject("succeeded", state.hasOutcome() && !state.isFailure());
    page.addObject("before", queue.before(details.job()));
    page.addObject("most", FindQueuePlace.MOST);
    page.addObject("until", links.end(details.job().id()));
    if (state.isFailure()) {
      page.addObject("failure", ExplainFailure.of(details.job().cause()));
    }
    return page;
  }

  private static ModelAndView problem(HttpStatus status) {
    ModelAndView page = new ModelAndView("console/no-status");
    page.setStatus(status);
    page.addObject("away", status != HttpStatus.NOT_FOUND);
    return page;
  }

  /** Its reader gets no reason, which is for the people who run this. */
  @ExceptionHandler
  ModelAndView failed(Exception e) {
    LOG.warn("The status of a brief could not be shown", e);
    return problem(HttpStatus.SERVICE_UNAVAILABLE);
  }
}
