package dev.rivyaroutes.flowtest;

import dev.rivyaroutes.check.Finding;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** For CI: one test case for each case, and one for what is wrong outside of cases. */
final class JunitCases {

  void write(List<TestResult> results, List<Finding> findings, PrintWriter out) throws IOException {
    List<Finding> others = new ArrayList<>(findings.stream().filter(f -> f.isError()).toList());
    results.forEach(result -> others.removeAll(result.findings()));
    long failed = results.stream().filter(result -> !result.passed()).count();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", "rivya-routes test");
      xml.writeAttribute("tests", Integer.toString(results.size() + (others.isEmpty() ? 0 : 1)));
      xml.writeAttribute("failures", Long.toString(failed + (others.isEmpty() ? 0 : 1)));
      for (TestResult result : results) {
        one(
            xml,
            result.of().file().flowName(),
            result.of().name(),
            result.millis(),
            result.findings());
      }
      if (!others.isEmpty()) {
        one(xml, "files", "the files of tests", 0, others);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.flush();
      out.println();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private static void one(
      XMLStreamWriter xml, String flow, String name, long millis, List<Finding> findings)
      throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", text(flow));
    xml.writeAttribute("name", text(name));
    xml.writeAttribute("time", "%d.%03d".formatted(millis / 1000, millis % 1000));
    if (!findings.isEmpty()) {
      List<String> lines = findings.stream().map(Finding::line).toList();
      xml.writeStartElement("failure");
      xml.writeAttribute("message", text(lines.get(0)));
      xml.writeCharacters(text(String.join("\n", lines)));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /** Without what XML does not allow. */
  private static String text(String text) {
    return text.replaceAll(
        "[^\\t\\n\\r\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "?");
  }
}
