package dev.rivyaroutes.check.command;

import dev.rivyaroutes.Json;
import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** For programs: an array with an object for each finding. */
final class JsonReport implements ReportFormat.Report {

  @Override
  public void write(List<Finding> findings, PrintWriter out) throws IOException {
    out.println(
        Json.INDENTED.writeValueAsString(findings.stream().map(JsonReport::document).toList()));
  }

  private static Map<String, Object> document(Finding finding) {
    Map<String, Object> document = new LinkedHashMap<>();
    FileLine at = finding.place().line();
    if (at == null) {
      document.put("place", finding.place().holder());
    } else {
      document.put("file", at.file());
      document.put("line", at.line());
      document.put("column", at.column());
    }
    document.put("severity", finding.severity().word());
    document.put("rule", finding.rule().word());
    document.put("problem", finding.problem());
    document.put("remedy", finding.remedy());
    return document;
  }
}
