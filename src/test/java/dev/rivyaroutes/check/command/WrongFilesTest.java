package dev.rivyaroutes.check.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.command.WrongCase.Expected;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The command finds in each case of src/test/resources/wrong what the case says, and no more. */
class WrongFilesTest {

  private static final int LEAST = 60;

  @TempDir private Path folder;

  static Stream<WrongCase> cases() throws IOException {
    return WrongCase.all().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void findsWhatIsWrong(WrongCase one) throws IOException {
    one.write(folder);

    List<Finding> findings =
        new ArrayList<>(new FindMistakes(one.settings(folder), folder).find(true));

    for (Expected expected : one.finds()) {
      assertThat(findings.removeIf(finding -> expected.matches(finding, folder)))
          .as("%s%nin%n%s", expected, Expected.of(findings, folder))
          .isTrue();
    }
    assertThat(Expected.of(findings, folder)).as("found besides").isEmpty();
  }

  @Test
  void hasManyCasesOfEveryRule() throws IOException {
    List<WrongCase> cases = WrongCase.all();
    List<String> rules =
        Stream.of(Finding.Rule.values())
            .filter(rule -> !rule.isOfOthers() && !rule.isLive())
            .map(Finding.Rule::word)
            .toList();

    assertThat(cases).hasSizeGreaterThan(LEAST);
    assertThat(cases.stream().map(WrongCase::toString)).doesNotHaveDuplicates();
    assertThat(cases.stream().flatMap(one -> one.finds().stream()).map(Expected::rule))
        .containsAll(rules);
  }

  @Test
  void findsNothingInTheShippedFlows() throws IOException {
    Path here = Path.of("");

    assertThat(new FindMistakes(List.of(), here).find(true)).isEmpty();
    assertThat(new FindMistakes(List.of("--spring.profiles.active=demo"), here).find(true))
        .allMatch(finding -> finding.severity() == Finding.Severity.NOTE);
  }
}
