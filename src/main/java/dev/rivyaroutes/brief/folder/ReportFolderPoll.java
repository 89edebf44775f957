package dev.rivyaroutes.brief.folder;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.brief.poll.PollReport;

/** Reports the polls of one folder, and the files that they found and did not take. */
final class ReportFolderPoll {
  private final PollReport report;
  private final SelectFiles select;
  private final String route;

  ReportFolderPoll(PollReport report, SelectFiles select, String route) {
    this.report = report;
    this.select = select;
    this.route = route;
  }

  void begin() {
    report.begin(route);
    select.notTaken().begin();
  }

  /**
   * @param moved whether it is gone from the folder
   */
  void settled(DroppedFile file, boolean moved) {
    report.recordActivity();
    if (moved) {
      select.notTaken().taken(file.file());
    }
  }

  void end() {
    report.begin(route);
    select
        .problemOfRoot()
        .ifPresentOrElse(
            problem -> report.recordFailed(null, problem),
            () -> report.recordPolled(null, select.notTaken().backlog()));
  }

  void fail(Exception cause) {
    report.begin(route);
    report.recordFailed(null, PlainWords.of(cause));
  }
}
