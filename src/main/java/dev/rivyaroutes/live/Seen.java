package dev.rivyaroutes.live;

import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.Finding.Severity;
import dev.rivyaroutes.check.MaskSecrets;
import dev.rivyaroutes.check.Place;
import java.util.ArrayList;
import java.util.List;

/** What was seen at one place. One thread writes it, others read it once that has ended. */
final class Seen {
  private final Rule rule;
  private final Place place;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();

  Seen(Rule rule, Place place) {
    this.rule = rule;
    this.place = place;
  }

  /** Something that is as it should be. */
  void info(String what) {
    add(Severity.INFO, what, "");
  }

  /** Something that could not be seen. */
  void note(String what, String remedy) {
    add(Severity.NOTE, what, remedy);
  }

  void warning(String what, String remedy) {
    add(Severity.WARNING, what, remedy);
  }

  void error(String what, String remedy) {
    add(Severity.ERROR, what, remedy);
  }

  private void add(Severity severity, String what, String remedy) {
    findings.add(new Finding(rule, severity, place, MaskSecrets.text(what), remedy));
  }

  void sample(Sample sample) {
    samples.add(sample);
  }

  List<Finding> findings() {
    return findings;
  }

  List<Sample> samples() {
    return samples;
  }
}
