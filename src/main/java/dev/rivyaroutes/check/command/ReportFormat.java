package dev.rivyaroutes.check.command;

import dev.rivyaroutes.check.Finding;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** How findings are written. Its names are those of the option. */
public enum ReportFormat {
  text(new TextReport()),
  json(new JsonReport()),
  junit(new JunitReport()),
  github(new GithubReport());

  private final Report report;

  ReportFormat(Report report) {
    this.report = report;
  }

  /** Writes a whole document, also without findings. */
  interface Report {
    void write(List<Finding> findings, PrintWriter out) throws IOException;
  }

  public void write(List<Finding> findings, PrintWriter out) throws IOException {
    report.write(findings, out);
  }
}
