package dev.rivyaroutes.flowtest.run;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.flowtest.world.World;
import dev.rivyaroutes.ledger.job.Trouble;
import dev.rivyaroutes.ledger.job.Visibility;
import dev.rivyaroutes.ledger.quarantine.Quarantine;
import dev.rivyaroutes.ledger.quarantine.QuarantineSearch;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage;
import dev.rivyaroutes.ledger.search.FindJobs;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.ledger.search.JobSearch;
import dev.rivyaroutes.ledger.search.JobSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What became of the briefs of a case, as far as the ledger, the ends and Rivya know. */
final class Observe {
  private static final int MOST = 100;
  private static final Set<String> ENDED = Set.of("done", "failed", "cancelled");

  private final World world;
  private final FindJobs jobs;
  private final Quarantine quarantine;
  private final String lastJob;
  private final String lastRefused;
  private final List<String> briefs = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private ObjectNode answer;

  Observe(World world) {
    this.world = world;
    this.jobs = world.bean(FindJobs.class);
    this.quarantine = world.bean(Quarantine.class);
    this.lastJob = newest().stream().map(JobSummary::id).findFirst().orElse("");
    this.lastRefused = newestRefused().stream().map(QuarantinedMessage::id).findFirst().orElse("");
    world.messages().skipped();
  }

  private List<JobSummary> newest() {
    return jobs.search(new JobSearch(null, null, null, null, null, MOST));
  }

  private List<QuarantinedMessage> newestRefused() {
    return quarantine.search(new QuarantineSearch(null, null, null, null, null, MOST));
  }

  /** The jobs of the case, in the order in which they were accepted. */
  List<JobSummary> jobs() {
    return newest().stream()
        .filter(job -> job.id().compareTo(lastJob) > 0)
        .sorted(Comparator.comparing(JobSummary::id))
        .toList();
  }

  private List<QuarantinedMessage> refused() {
    return newestRefused().stream()
        .filter(message -> message.id().compareTo(lastRefused) > 0)
        .toList();
  }

  /** The number of a job among those that were not refused, from 0; -1 if it is none of them. */
  int number(String job) {
    return accepted().stream().map(JobSummary::id).toList().indexOf(job);
  }

  private List<JobSummary> accepted() {
    return jobs().stream().filter(job -> !isRefused(job)).toList();
  }

  private JobDetails details(JobSummary job) {
    return jobs.byId(job.id(), Visibility.ALL).orElseThrow();
  }

  private static boolean isRefused(JobSummary job) {
    return job.cause() != null && job.cause().trouble() == Trouble.BRIEF;
  }

  /** How much the program has taken. */
  int taken() {
    skipped.addAll(world.messages().skipped());
    return jobs().size() + refused().size() + skipped.size();
  }

  void answered(ObjectNode body) {
    answer = body;
  }

  /**
   * How far the jobs are.
   *
   * @param steps a text that changes with every step
   * @param ended whether nothing more becomes of the jobs, however much time passes
   */
  record Progress(String steps, boolean ended) {}

  Progress progress() {
    StringBuilder steps = new StringBuilder();
    boolean ended = true;
    for (JobSummary job : jobs()) {
      JobDetails details = details(job);
      steps.append(job.state()).append(details.timeline().size());
      ended &= ENDED.contains(details.job().state());
      for (JobDetails.DeliveryStatus one : details.deliveries()) {
        steps.append(one.state()).append(one.attempts());
        ended &= !one.state().equals("pending");
      }
    }
    return new Progress(steps.toString(), ended);
  }

  /** A brief that was handed in. */
  void handedIn(String id) {
    briefs.add(id);
  }

  /** All that a test may name. */
  ObjectNode all() {
    List<JobDetails> details = jobs().stream().map(this::details).toList();
    List<JobSummary> seen = details.stream().map(JobDetails::job).toList();
    ObjectNode all = Json.PLAIN.createObjectNode();
    ArrayNode requests = all.putArray("rivya");
    Requests sent = new Requests(world);
    seen.stream()
        .filter(job -> !isRefused(job))
        .forEach(job -> JobRequest.of(job, jobs).map(sent::of).ifPresent(requests::add));
    ObjectNode sinks = all.putObject("sinks");
    world.ends().recorder().all().forEach((sink, items) -> sinks.putArray(sink).addAll(items));
    put(all, "refused", reasons(seen));
    put(all, "skipped", String.join("\n", skipped));
    put(all, "state", states(seen));
    put(all, "cause", causes(seen));
    put(all, "undelivered", undelivered(details));
    if (answer != null) {
      all.set("answer", answer);
    }
    return new HideIds(briefs, details).in(all);
  }

  /** The requests as they were sent. */
  List<SentRequest> requests() {
    ExactRequests exact = new ExactRequests(world);
    return accepted().stream()
        .flatMap(job -> JobRequest.of(job, jobs).map(exact::of).stream())
        .toList();
  }

  private static void put(ObjectNode all, String key, String text) {
    if (!text.isEmpty()) {
      all.put(key, text);
    }
  }

  private String reasons(List<JobSummary> seen) {
    Set<String> reasons = new LinkedHashSet<>();
    seen.stream().filter(Observe::isRefused).forEach(job -> reasons.add(job.cause().text()));
    if (reasons.isEmpty()) {
      refused().forEach(message -> reasons.add(message.message().refusal().reason()));
    }
    return String.join("\n", reasons);
  }

  private static String states(List<JobSummary> seen) {
    Set<String> states = new LinkedHashSet<>();
    seen.forEach(job -> states.add(job.state()));
    return String.join(", ", states);
  }

  private static String causes(List<JobSummary> seen) {
    Set<String> causes = new LinkedHashSet<>();
    seen.stream().filter(job -> job.cause() != null).forEach(job -> causes.add(job.cause().text()));
    return String.join("\n", causes);
  }

  private static String undelivered(List<JobDetails> details) {
    List<String> causes = new ArrayList<>();
    for (JobDetails one : details) {
      one.deliveries().stream()
          .filter(delivery -> !delivery.state().equals("delivered"))
          .filter(delivery -> delivery.cause() != null)
          .forEach(delivery -> causes.add(delivery.sink() + ": " + delivery.cause()));
    }
    return String.join("\n", causes);
  }
}
