package dev.rivyaroutes.api;

import dev.rivyaroutes.http.Caller;
import dev.rivyaroutes.http.call.HttpAnswer;
import dev.rivyaroutes.ledger.job.Visibility;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * One file with what somebody needs who helps: settings without secrets, versions, health, recent
 * trouble and, on request, what happened to one job. Prompts, answers and media are not in it.
 */
@RestController
class SupportController {

  private static final Logger LOG = LoggerFactory.getLogger(SupportController.class);

  private final ProgramFacts program;
  private final RecentTrouble trouble;
  private final SourcesController sources;
  private final AccountsController accounts;
  private final Clock clock;

  SupportController(
      ProgramFacts program,
      RecentTrouble trouble,
      SourcesController sources,
      AccountsController accounts,
      Clock clock) {
    this.program = program;
    this.trouble = trouble;
    this.sources = sources;
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * @param job the id of the job whose story is added; may be missing
   */
  @GetMapping("/api/support-bundle")
  void download(
      @RequestParam(name = "job", required = false) String job,
      Principal principal,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    byte[] bundle = bundle(job, now);
    LOG.info("{} downloads a support bundle.", Caller.of(principal).name());
    String name = "rivya-support-" + now.toString().replace(":", "") + ".zip";
    new HttpAnswer(200, "application/zip", Attachment.headers(name), bundle)
        .send(request, response);
  }

  private byte[] bundle(String job, Instant now) throws IOException {
    SupportBundle bundle = new SupportBundle();
    if (StringUtils.hasText(job)) {
      bundle.json("job.json", trouble.story(job.strip()));
    }
    bundle.json("versions.json", program.versions(now));
    bundle.text("settings.txt", program.settings());
    bundle.json("sources.json", sources.list(Visibility.ALL));
    bundle.json("accounts.json", accounts.list(Visibility.ALL));
    bundle.json("trouble.json", trouble.newest());
    Optional<HealthComponent> health = program.health();
    if (health.isPresent()) {
      bundle.json("health.json", health.get());
    }
    Optional<String> metrics = program.metrics();
    if (metrics.isPresent()) {
      bundle.text("metrics.txt", metrics.get());
    }
    return bundle.bytes();
  }
}
