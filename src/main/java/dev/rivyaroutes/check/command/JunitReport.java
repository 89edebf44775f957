package dev.rivyaroutes.check.command;

import dev.rivyaroutes.check.Finding;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** For CI: one test case for each rule, which fails with its findings. */
final class JunitReport implements ReportFormat.Report {

  /** The rules that were checked. */
  private static List<Finding.Rule> rules(List<Finding> findings) {
    boolean live = findings.stream().anyMatch(finding -> finding.rule().isLive());
    return Stream.of(Finding.Rule.values())
        .filter(rule -> !rule.isOfOthers() && (live || !rule.isLive()))
        .toList();
  }

  @Override
  public void write(List<Finding> findings, PrintWriter out) throws IOException {
    Map<Finding.Rule, List<Finding>> failures =
        findings.stream()
            .filter(Finding::isError)
            .collect(Collectors.groupingBy(Finding::rule, TreeMap::new, Collectors.toList()));
    List<Finding.Rule> rules = rules(findings);
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", "rivya-routes check");
      xml.writeAttribute("tests", Integer.toString(rules.size()));
      xml.writeAttribute("failures", Integer.toString(failures.size()));
      for (Finding.Rule rule : rules) {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "check");
        xml.writeAttribute("name", rule.word());
        if (failures.containsKey(rule)) {
          List<String> lines = failures.get(rule).stream().map(Finding::line).toList();
          xml.writeStartElement("failure");
          xml.writeAttribute("message", xmlText(lines.get(0)));
          xml.writeCharacters(xmlText(String.join("\n", lines)));
          xml.writeEndElement();
        }
        xml.writeEndElement();
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.flush();
      out.println();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  /** XML has no way to write control characters. */
  private static String xmlText(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\\n\\t]]|\\p{Cs}|[\\uFFFE\\uFFFF]", "\uFFFD");
  }
}
