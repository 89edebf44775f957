package dev.rivyaroutes.check;

import java.util.List;

/** Stops the start: everything that is wrong in the files, at once. */
public final class WrongConfiguration extends RuntimeException {

  private final transient List<Breach> breaches;

  public WrongConfiguration(List<Breach> breaches) {
    super(String.join("\n", breaches.stream().map(Breach::toString).toList()));
    this.breaches = List.copyOf(breaches);
  }

  public List<Breach> breaches() {
    return breaches;
  }
}
