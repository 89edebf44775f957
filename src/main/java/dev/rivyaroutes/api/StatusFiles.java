package dev.rivyaroutes.api;

import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.search.FindJobs;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.status.StatusLinks;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The result files of a brief for its asker, by the link of its status. */
@Hidden
@RestController
class StatusFiles {

  private final StatusLinks links;
  private final FindJobs jobs;
  private final MediaStore store;
  private final Clock clock;

  StatusFiles(StatusLinks links, FindJobs jobs, MediaStore store, Clock clock) {
    this.links = links;
    this.jobs = jobs;
    this.store = store;
    this.clock = clock;
  }

  @GetMapping("/status/{token}/files/{n:[1-9][0-9]{0,5}}")
  void file(
      @PathVariable("token") String token,
      @PathVariable("n") int n,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    try {
      JobFile file =
          links
              .job(token, clock.instant())
              .flatMap(id -> jobs.result(id, n))
              .orElseThrow(StatusFiles::unknown);
      new ResultDownload(file, store, "no-store").answer(request).send(request, response);
    } catch (FileNotFoundException e) {
      throw unknown();
    }
  }

  private static Problem unknown() {
    return Problem.of(404, "not-found", "There is nothing at this address.");
  }
}
