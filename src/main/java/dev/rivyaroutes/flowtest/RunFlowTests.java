package dev.rivyaroutes.flowtest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.WrongConfiguration;
import dev.rivyaroutes.check.flows.FlowFile;
import dev.rivyaroutes.flowtest.file.ReadTestFiles;
import dev.rivyaroutes.flowtest.file.TestCase;
import dev.rivyaroutes.flowtest.file.TestFile;
import dev.rivyaroutes.flowtest.run.RunCase;
import dev.rivyaroutes.flowtest.world.Coverage;
import dev.rivyaroutes.flowtest.world.OpenWorld;
import dev.rivyaroutes.flowtest.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Runs the cases of files of tests, one after the other, in one start of the program. */
final class RunFlowTests {
  private final Class<?> program;
  private final List<String> settings;
  private final boolean update;
  private final List<TestResult> results = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  /**
   * @param program the class of the program
   * @param settings keys with their values, as on the command line of a start
   * @param update whether what came out is written into the files
   */
  RunFlowTests(Class<?> program, List<String> settings, boolean update) {
    this.program = program;
    this.settings = settings;
    this.update = update;
  }

  /** The cases that were run. */
  List<TestResult> results() {
    return results;
  }

  /** What is wrong, in the order of files and lines. */
  List<Finding> findings() {
    return findings;
  }

  void run(ReadTestFiles read) throws IOException {
    findings.addAll(read.findings());
    if (read.files().isEmpty() || findings.stream().anyMatch(Finding::isError)) {
      return;
    }
    try (World world = new OpenWorld(read).open(program, settings)) {
      RunCase run = new RunCase(world);
      for (TestFile file : read.files()) {
        cases(run, file, read.flows().get(file.flow()));
      }
      unreached(world.coverage(), read);
    } catch (WrongConfiguration e) {
      findings.addAll(e.findings());
    }
  }

  private void cases(RunCase run, TestFile file, FlowFile flow) throws IOException {
    Set<String> routes = ObserveFlows.routes(flow);
    UpdateFile edits = new UpdateFile(file);
    for (TestCase one : file.cases()) {
      long begin = System.nanoTime();
      List<Finding> wrong = new ArrayList<>();
      try {
        ObjectNode actual = run.run(one, routes);
        JudgeCase judge = new JudgeCase(one, actual);
        if (update) {
          judge.mismatches().forEach(edits::add);
          edits.addMissing(one, actual);
        } else {
          wrong.addAll(judge.findings());
        }
      } catch (WrongConfiguration e) {
        wrong.addAll(e.findings());
      } catch (Exception e) {
        wrong.add(
            Finding.at(
                Rule.EXPECTATION,
                one.place(),
                "\"%s\" could not be run: %s".formatted(one.name(), PlainWords.of(e)),
                ""));
      }
      findings.addAll(wrong);
      results.add(new TestResult(one, wrong, (System.nanoTime() - begin) / 1_000_000));
    }
    if (update) {
      edits.write();
    }
  }

  private void unreached(Coverage coverage, ReadTestFiles read) {
    for (Coverage.Step step : coverage.unreached()) {
      read.flow(step.file())
          .ifPresent(
              flow ->
                  findings.add(
                      Finding.note(
                          Rule.UNTESTED,
                          new FileLine(flow.name(), step.line(), 1),
                          "No case reaches the step %s.".formatted(step.name()),
                          "Add a case that does, or remove the step.")));
    }
  }
}
