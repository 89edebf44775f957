package dev.rivyaroutes.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.Finding.Severity;
import dev.rivyaroutes.check.Place;
import dev.rivyaroutes.check.WrongConfiguration;
import dev.rivyaroutes.flowtest.ObserveFlows;
import dev.rivyaroutes.flowtest.file.ReadTestFiles;
import dev.rivyaroutes.flowtest.file.TestCase;
import dev.rivyaroutes.flowtest.file.TestFile;
import dev.rivyaroutes.flowtest.run.Observed;
import dev.rivyaroutes.flowtest.run.SentRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/**
 * Shows what the flows would make of the briefs that wait: each runs through its flow inside of
 * this process, against the simulated Rivya, and the request that it gets is shown.
 */
final class ShowSamples {
  private final Class<?> program;
  private final List<String> settings;
  private final Accounts accounts;
  private final Map<String, JsonNode> models;

  /**
   * @param models the models of each account that answered
   */
  ShowSamples(
      Class<?> program, List<String> settings, Accounts accounts, Map<String, JsonNode> models) {
    this.program = program;
    this.settings = settings;
    this.accounts = accounts;
    this.models = models;
  }

  /** All flows together; if they do not start, each alone, so that one does not hide the others. */
  List<Finding> show(List<Sample> samples) throws IOException {
    try {
      return samples.isEmpty() ? List.of() : together(samples);
    } catch (WrongConfiguration e) {
      Map<String, List<Sample>> byFlow = SampleTests.byFlow(samples);
      if (byFlow.size() == 1) {
        return e.findings().stream().map(ShowSamples::notShown).toList();
      }
      List<Finding> findings = new ArrayList<>();
      for (List<Sample> ofFlow : byFlow.values()) {
        findings.addAll(show(ofFlow));
      }
      return findings;
    }
  }

  private List<Finding> together(List<Sample> samples) throws IOException {
    List<Finding> findings = new ArrayList<>();
    Path folder = Files.createTempDirectory("rivya-check-live-");
    try {
      Map<TestFile, List<Sample>> byFile = SampleTests.write(samples, folder);
      ReadTestFiles read = ReadTestFiles.of(byFile.keySet());
      List<JsonNode> known = new ArrayList<>();
      models.values().forEach(list -> list.forEach(known::add));
      try (ObserveFlows flows = ObserveFlows.open(program, settings, read, known)) {
        byFile.forEach((file, list) -> show(flows, file, list, findings));
      }
    } finally {
      FileSystemUtils.deleteRecursively(folder);
    }
    return findings;
  }

  private static Finding notShown(Finding why) {
    return new Finding(
        Rule.SAMPLE,
        Severity.NOTE,
        why.place(),
        "What waits at the sources cannot be shown: " + why.problem(),
        why.remedy());
  }

  private void show(
      ObserveFlows flows, TestFile file, List<Sample> samples, List<Finding> findings) {
    Iterator<TestCase> cases = file.cases().iterator();
    for (Sample sample : samples) {
      try {
        findings.add(finding(sample, flows.observe(cases.next())));
      } catch (Exception e) {
        findings.add(at(sample, Severity.NOTE, "cannot be shown: " + PlainWords.of(e), ""));
      }
    }
  }

  private Finding finding(Sample sample, Observed observed) {
    for (String refusal : List.of("refused", "skipped")) {
      if (observed.all().has(refusal)) {
        return at(
            sample,
            Severity.WARNING,
            "would be %s: %s"
                .formatted(
                    refusal.equals("refused") ? "refused" : "passed over",
                    observed.all().get(refusal).asText()),
            "Correct it at its source, or the flow.");
      }
    }
    if (observed.requests().isEmpty()) {
      String why = observed.all().path("cause").asText("the source takes no such brief.");
      return at(sample, Severity.NOTE, "would make no request: " + why, "");
    }
    List<String> lines = new ArrayList<>();
    for (SentRequest request : observed.requests()) {
      lines.addAll(lines(request));
    }
    return at(
        sample,
        Severity.INFO,
        "would be sent to Rivya as:\n    " + String.join("\n    ", lines),
        "");
  }

  private List<String> lines(SentRequest request) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "POST %s/api/v1/%s (account %s)"
            .formatted(
                accounts.get(request.account()).base(),
                request.chat() ? "chat/completions" : "generations",
                request.account()));
    try {
      lines.addAll(Json.INDENTED.writeValueAsString(request.body()).lines().toList());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    lines.add(new SayPrice(request.price()).text());
    return lines;
  }

  private static Finding at(Sample sample, Severity severity, String what, String remedy) {
    return new Finding(
        Rule.SAMPLE, severity, Place.of(sample.use().place()), sample.name() + ", " + what, remedy);
  }
}
