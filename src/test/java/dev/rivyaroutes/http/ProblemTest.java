package dev.rivyaroutes.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemTest {

  @Test
  void logsOneLineWhateverTheCallContained() {
    assertThat(Problem.of(422, "brief", "No model x\n\u0085\u202e.").detail())
        .isEqualTo("No model x\\n\\u0085\\u202e.");
  }
}
