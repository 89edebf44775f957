package dev.rivyaroutes.http;

import dev.rivyaroutes.http.call.HttpAnswer;
import dev.rivyaroutes.http.call.HttpCall;
import dev.rivyaroutes.http.call.RouteStep;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.search.FindJobs;
import dev.rivyaroutes.ledger.search.JobDetails;
import dev.rivyaroutes.ledger.search.JobSearch;
import dev.rivyaroutes.ledger.search.JobSummary;
import dev.rivyaroutes.media.MediaStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Answers questions about jobs. A submitter sees its own jobs of its flows only. */
@Component("answerJobs")
public class AnswerJobs {
  private static final int MOST = 200;
  private static final List<String> DELIVERIES = List.of("pending", "delivered", "dead");
  private static final Pattern ULID = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}");

  private final FindJobs jobs;
  private final MediaStore store;
  private final JobDocuments documents;

  AnswerJobs(FindJobs jobs, MediaStore store, Links links) {
    this.jobs = jobs;
    this.store = store;
    this.documents = new JobDocuments(links);
  }

  /** One job. */
  public void show(Exchange exchange) {
    answer(exchange, this::show);
  }

  private HttpAnswer show(HttpCall call) {
    String id = call.path("id");
    JobDetails details = jobs.byId(id).orElseThrow(AnswerJobs::unknownJob);
    JobSummary job = details.job();
    requireReader(call, new FindJobs.Owner(job.flow(), job.source(), job.caller()));
    return HttpAnswer.json(200, documents.details(details));
  }

  /** A page of jobs, newest first, with the cursor of the next page. */
  public void find(Exchange exchange) {
    answer(exchange, this::find);
  }

  private HttpAnswer find(HttpCall call) {
    int limit = limit(call.query("limit"));
    List<JobSummary> found =
        jobs.search(
            new JobSearch(
                call.caller().submitter(),
                call.query("flow"),
                status(call.query("status")),
                call.query("q"),
                new JobSearch.ExactMatch(
                    call.query("caller"),
                    call.query("name"),
                    call.query("conversation"),
                    deliveries(call.query("deliveries"))),
                cursor(call.query("cursor")),
                limit + 1));
    List<JobSummary> page = found.subList(0, Math.min(limit, found.size()));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("jobs", page.stream().map(documents::summary).toList());
    if (found.size() > limit) {
      answer.put("next_cursor", page.get(limit - 1).id());
    }
    return HttpAnswer.json(200, answer);
  }

  /** A result file, whole or from an offset. */
  public void file(Exchange exchange) {
    answer(exchange, this::file);
  }

  private HttpAnswer file(HttpCall call) throws IOException {
    String id = call.path("id");
    requireReader(call, jobs.ownerOf(id).orElseThrow(AnswerJobs::unknownJob));
    JobFile file =
        number(call.path("n"))
            .flatMap(n -> jobs.result(id, n))
            .orElseThrow(
                () ->
                    Problem.of(404, "unknown-file", "The job has no result file of this number."));
    try {
      return new ResultDownload(file, store).answer(call);
    } catch (FileNotFoundException e) {
      throw Problem.of(
          410, "file-gone", "The media store keeps this file no longer; see rivya.media.keep.");
    }
  }

  /** Answers one question. */
  private interface Question {
    HttpAnswer answer(HttpCall call) throws IOException;
  }

  private static void answer(Exchange exchange, Question question) {
    HttpCall call = exchange.getMessage().getBody(HttpCall.class);
    RouteStep.run(exchange, () -> exchange.getMessage().setBody(question.answer(call)));
  }

  /** A job that the caller may not read is as unknown as one that is not there. */
  private static void requireReader(HttpCall call, FindJobs.Owner job) {
    if (!call.caller().mayRead(job)) {
      throw unknownJob();
    }
  }

  static Problem unknownJob() {
    return Problem.of(404, "unknown-job", "There is no job of this id that the caller may read.");
  }

  private static Optional<Integer> number(String n) {
    return n.matches("[1-9][0-9]{0,5}") ? Optional.of(Integer.valueOf(n)) : Optional.empty();
  }

  private static int limit(String limit) {
    if (limit == null) {
      return 50;
    }
    if (limit.matches("[0-9]{1,6}") && Integer.parseInt(limit) >= 1) {
      int n = Integer.parseInt(limit);
      if (n <= MOST) {
        return n;
      }
    }
    throw invalid("limit", "a number from 1 to " + MOST);
  }

  private static String status(String status) {
    if (status == null || JobSearch.isStatus(status)) {
      return status;
    }
    throw invalid("status", "queued, processing, succeeded or failed, or a state such as parked");
  }

  private static String deliveries(String state) {
    if (state == null || DELIVERIES.contains(state)) {
      return state;
    }
    throw invalid("deliveries", "pending, delivered or dead");
  }

  private static String cursor(String cursor) {
    if (cursor == null || ULID.matcher(cursor).matches()) {
      return cursor;
    }
    throw invalid("cursor", "the next_cursor of the page before");
  }

  private static Problem invalid(String field, String rule) {
    return Problem.of(400, "invalid-parameter", "The parameter " + field + " must be " + rule + ".")
        .with("field", field);
  }
}
