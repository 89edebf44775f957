package dev.rivyaroutes.check;

import java.util.List;

/** Stops the start: everything that is wrong in the files, at once. */
public final class WrongConfiguration extends RuntimeException {

  private final transient List<Finding> breaches;

  public WrongConfiguration(List<Finding> breaches) {
    super(String.join("\n", breaches.stream().map(Finding::toString).toList()));
    this.breaches = List.copyOf(breaches);
  }

  public List<Finding> breaches() {
    return breaches;
  }
}
