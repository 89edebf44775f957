package dev.rivyaroutes.brief.form;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BriefRefusedTest {

  /** The reason becomes a line of the log and of the file beside what was refused. */
  @Test
  void staysOnOneLineWhateverTheBriefContains() {
    assertThat(new BriefRefused("There is no model x\n2026-11-27 ERROR\u2028\u202e.").getMessage())
        .isEqualTo("There is no model x\\n2026-11-27 ERROR\\u2028\\u202e.");
  }
}
