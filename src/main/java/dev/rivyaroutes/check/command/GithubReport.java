package dev.rivyaroutes.check.command;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import java.io.PrintWriter;
import java.util.List;

/** Workflow commands of GitHub Actions, which show each finding at its line. */
final class GithubReport implements ReportFormat.Report {

  @Override
  public void write(List<Finding> findings, PrintWriter out) {
    for (Finding finding : findings) {
      FileLine at = finding.place().line();
      String place =
          at == null
              ? ""
              : "file=%s,line=%d,col=%d,".formatted(property(at.file()), at.line(), at.column());
      out.println(
          "::%s %stitle=%s::%s"
              .formatted(
                  command(finding.severity()),
                  place,
                  property(finding.rule().word()),
                  escape(at == null ? finding.line() : text(finding))));
    }
  }

  private static String command(Finding.Severity severity) {
    return switch (severity) {
      case NOTE, INFO -> "notice";
      default -> severity.word();
    };
  }

  private static String text(Finding finding) {
    return (finding.problem() + " " + finding.remedy()).strip();
  }

  private static String escape(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return escape(text).replace(":", "%3A").replace(",", "%2C");
  }
}
