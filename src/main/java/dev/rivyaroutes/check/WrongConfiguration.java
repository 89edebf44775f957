package dev.rivyaroutes.check;

import java.util.List;

/** Stops the start; carries all findings. */
public final class WrongConfiguration extends RuntimeException {

  private final transient List<Finding> findings;

  public WrongConfiguration(List<Finding> findings) {
    super(String.join("\n", findings.stream().map(Finding::toString).toList()));
    this.findings = List.copyOf(findings);
  }

  public List<Finding> findings() {
    return findings;
  }
}
