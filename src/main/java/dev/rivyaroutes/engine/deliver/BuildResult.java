package dev.rivyaroutes.engine.deliver;

import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.ledger.job.Delivery;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobContent;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.media.DetectMediaType;
import dev.rivyaroutes.rivya.call.ChatAnswer;

/** A delivery's result, as sinks get it. */
public final class BuildResult {

  private BuildResult() {}

  public static Result of(Delivery delivery) {
    Job job = delivery.job();
    JobContent content = job.content();
    boolean failed = job.state().isFailure();
    return new Result(
        delivery.id(),
        job.id(),
        job.flow(),
        delivery.sink(),
        new Result.Brief(
            content.sourceId(),
            job.sourceName(),
            content.clientRequestId(),
            content.prompt(),
            content.returnAddress()),
        new Result.Generation(
            job.account(),
            job.model(),
            job.taskId(),
            job.kind() == JobKind.CHAT && !failed ? ChatAnswer.text(content.result()) : null,
            job.credits().reserved(),
            job.credits().settled()),
        new Result.Outcome(
            failed ? "failed" : "succeeded",
            failed ? job.cause() : null,
            job.identity().createdAt(),
            delivery.createdAt()),
        content.files().stream().map(BuildResult::file).toList());
  }

  private static ResultFile file(JobFile file) {
    return new ResultFile(
        file.n(),
        file.name(),
        file.contentType(),
        DetectMediaType.extension(file.contentType()),
        file.size(),
        file.sha256());
  }
}
