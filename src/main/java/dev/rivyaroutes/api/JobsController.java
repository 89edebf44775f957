package dev.rivyaroutes.api;

import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.Links;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.search.FindJobs;
import dev.rivyaroutes.ledger.search.FoundJobs;
import dev.rivyaroutes.ledger.search.JobSummary;
import dev.rivyaroutes.media.MediaStore;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.security.Principal;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows jobs and their result files. Each caller sees those of its flows, a submitter only its own.
 */
@RestController
@RequestMapping("/api/jobs")
class JobsController {

  /** The bytes of a result never change. */
  private static final String KEEP = "private, max-age=31536000, immutable";

  private final FindJobs jobs;
  private final MediaStore store;
  private final JobDocuments documents;
  private final Clock clock;

  JobsController(FindJobs jobs, MediaStore store, Links links, Clock clock) {
    this.clock = clock;
    this.jobs = jobs;
    this.store = store;
    this.documents = new JobDocuments(links);
  }

  /** A page of jobs, newest first, with the cursor of the next page. */
  @GetMapping
  Map<String, Object> find(JobFilter filter, Paging paging, Principal principal) {
    FoundJobs found = jobs.find(filter.search(Caller.of(principal), paging, clock));
    Map<String, Object> answer =
        paging.document("jobs", found.jobs(), JobSummary::id, documents::summary);
    if (found.readTo() != null) {
      answer.put("next_cursor", found.readTo());
      answer.put("searched_to", found.readToTime());
    }
    return answer;
  }

  @GetMapping("/{id}")
  Map<String, Object> show(@PathVariable("id") String id, Principal principal) {
    return documents.details(
        jobs.byId(id, Caller.of(principal).sees()).orElseThrow(JobsController::unknownJob));
  }

  /** A result file, whole or from an offset. */
  @GetMapping("/{id}/files/{n}")
  void file(
      @PathVariable("id") String id,
      @PathVariable("n") String n,
      Principal principal,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    send(find(id, n, principal, jobs::result), "result file", request, response);
  }

  /** A reference of the brief, whole or from an offset. */
  @GetMapping("/{id}/references/{n}")
  void reference(
      @PathVariable("id") String id,
      @PathVariable("n") String n,
      Principal principal,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    send(
        find(id, n, principal, jobs::reference).filter(file -> file.sha256() != null),
        "stored reference",
        request,
        response);
  }

  /** A file of a job that the caller may read. */
  private Optional<JobFile> find(
      String id, String n, Principal principal, BiFunction<String, Integer, Optional<JobFile>> of) {
    if (!jobs.exists(id, Caller.of(principal).sees())) {
      throw unknownJob();
    }
    return number(n).flatMap(number -> of.apply(id, number));
  }

  private void send(
      Optional<JobFile> found,
      String what,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    JobFile file =
        found.orElseThrow(
            () -> Problem.of(404, "unknown-file", "The job has no " + what + " of this number."));
    try {
      new ResultDownload(file, store, KEEP).answer(request).send(request, response);
    } catch (FileNotFoundException e) {
      throw Problem.of(
          410, "file-gone", "The file was deleted from the media store; see rivya.media.keep.");
    }
  }

  /** A job that the caller may not read is as unknown as one that is not there. */
  static Problem unknownJob() {
    return Problem.of(404, "unknown-job", "There is no job of this id that the caller may read.");
  }

  private static Optional<Integer> number(String n) {
    return n.matches("[1-9][0-9]{0,5}") ? Optional.of(Integer.valueOf(n)) : Optional.empty();
  }
}
