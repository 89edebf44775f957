package dev.rivyaroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CommandsTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private OptionalInt answer(String... args) {
    return Commands.answer(args, new PrintStream(out), new PrintStream(err));
  }

  @Test
  void helpsWhereverItIsAsked() {
    assertThat(answer("--server.port=0", "--help")).hasValue(0);
    assertThat(answer("-h")).hasValue(0);
    assertThat(out.toString()).contains("Usage:", "--version", "Exit codes:");
  }

  @Test
  void helpsWithEachCommandThatReadsOnly() {
    assertThat(answer("--help")).hasValue(0);
    assertThat(out.toString()).containsPattern("\\n  check +\\w").containsPattern("\\n  plan +\\w");

    assertThat(answer("check", "--help")).hasValue(0);
    assertThat(out.toString()).contains("--live", "It only reads", "--timeout=TIME");

    assertThat(answer("plan", "--help")).hasValue(0);
    assertThat(out.toString())
        .contains("--from=FOLDER", "--last=N", "Exit codes: 0 nothing differs; 1");
  }

  @Test
  void namesWrongUseOfCommands() {
    assertThat(answer("plan", "changed", "routes")).hasValue(2);
    assertThat(err.toString()).contains("plan knows no \"routes\".");

    assertThat(answer("check", "--live", "--timeout=soon")).hasValue(2);
    assertThat(err.toString()).contains("--timeout is \"soon\"; it must be a time with unit");
  }

  @Test
  void printsItsVersion() {
    assertThat(answer("--version")).hasValue(0);
    assertThat(out.toString()).matches("Rivya Routes \\S.*\\RCamel 4\\.\\d+\\.\\d+\\R");
  }

  @Test
  void refusesACommandThatThereIsNot() {
    assertThat(answer("start")).hasValue(2);
    assertThat(err.toString()).contains("There is no command \"start\".", "--help");
  }

  @Test
  void startsWithKeysAlone() {
    assertThat(answer("--rivya.wait.deadline=2h", "--debug")).isEmpty();
    assertThat(answer()).isEmpty();
  }
}
