package dev.rivyaroutes.brief.s3;

import dev.rivyaroutes.brief.PendingBriefs;
import dev.rivyaroutes.brief.poll.NotTaken;
import dev.rivyaroutes.brief.poll.PollReport;
import java.util.List;

/** Reports the polls of one bucket, and the objects that they found and did not take. */
class ReportBucketPoll {
  private final PollReport report;
  private final PollBackoff backoff;
  private final PendingBriefs pending;
  private final FailedObjects failed;
  private final NotTaken notTaken = new NotTaken();
  private boolean polling;

  ReportBucketPoll(
      PollReport report, PollBackoff backoff, PendingBriefs pending, FailedObjects failed) {
    this.report = report;
    this.backoff = backoff;
    this.pending = pending;
    this.failed = failed;
  }

  /**
   * @param polls whether the bucket is polled: not while its flow is off, or after a failure
   */
  void begin(String route, boolean polls) {
    polling = polls;
    if (polls) {
      report.begin(route);
      notTaken.begin();
    }
  }

  /** The id of the route that reads the bucket. */
  String route() {
    return report.route();
  }

  /** Counts the objects that are read in this poll, and those that are delayed. */
  List<S3Object> found(List<S3Object> page, List<S3Object> open) {
    page.stream().filter(this::isDelayed).forEach(this::count);
    open.forEach(this::count);
    return open;
  }

  private boolean isDelayed(S3Object object) {
    return backoff.isBackingOff(object.id()) || pending.isDeferred(object.id());
  }

  private void count(S3Object object) {
    notTaken.found(object.id(), object.modifiedAt());
  }

  /** The object is settled, and no longer delayed. */
  void settled(S3Object object) {
    backoff.forget(object.id());
    pending.forget(object.id());
    notTaken.taken(object.id());
    report.recordActivity();
  }

  void end() {
    if (polling) {
      failed
          .pollFailure()
          .ifPresentOrElse(
              problem -> report.recordFailed(null, problem),
              () -> report.recordPolled(null, notTaken.backlog()));
    }
  }
}
