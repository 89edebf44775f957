package dev.rivyaroutes.brief.message;

import dev.rivyaroutes.brief.flow.SourceSwitch;
import dev.rivyaroutes.brief.poll.PollClaim;
import dev.rivyaroutes.brief.poll.PollReport;

/** Reports how a poll has ended, and decides when the next one is due. */
final class ReportPoll {
  private final MessageSource source;
  private final PollReport report;
  private final PollClaim claim;
  private final PollSchedule schedule;
  private final SourceSwitch flow;

  ReportPoll(
      MessageSource source,
      PollReport report,
      PollClaim claim,
      PollSchedule schedule,
      SourceSwitch flow) {
    this.source = source;
    this.report = report;
    this.claim = claim;
    this.schedule = schedule;
    this.flow = flow;
  }

  /** Another replica polls. */
  void standBy() {
    source.standBy();
    schedule.standBy();
  }

  /**
   * @param failure null if the poll ended without one
   */
  void ended(Exception failure) {
    source.pollEnded();
    if (!claim.isHeld()) {
      standBy();
    } else if (failure == null) {
      schedule.polled();
      report.recordPolled(claim.claim(), source.backlog());
    } else {
      schedule.failed();
      if (!flow.isPartOfOutage(failure)) {
        report.recordFailed(claim.claim(), source.explain(failure));
      }
    }
  }
}
