package dev.rivyaroutes.check.start;

import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.configuration.WhenWrong;
import dev.rivyaroutes.check.flows.FlowText;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.env.Environment;

/**
 * The errors of flow files at the start that stop only their flows.
 *
 * @param findings the errors, in the order of the files
 */
public record WrongFlows(List<Finding> findings) {

  static WrongFlows of(List<Finding> findings, Environment environment) {
    if (WhenWrong.of(environment) == WhenWrong.STOP
        || findings.stream().noneMatch(Finding::stopsStart)) {
      return new WrongFlows(List.of());
    }
    Set<String> files =
        FlowText.all(environment).stream().map(FlowText::name).collect(Collectors.toSet());
    return new WrongFlows(
        findings.stream()
            .filter(Finding::stopsStart)
            .filter(finding -> files.contains(finding.place().file()))
            .toList());
  }

  public List<Finding> of(String file) {
    return findings.stream().filter(finding -> finding.place().file().equals(file)).toList();
  }
}
