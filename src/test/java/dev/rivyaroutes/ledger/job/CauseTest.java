package dev.rivyaroutes.ledger.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CauseTest {

  @Test
  void staysOnOneLineWhateverOthersSay() {
    Cause cause =
        new Cause(Trouble.BRIEF, "a\r\nb", "It said:\n2026-11-27 ERROR\u2028\u202e\0", "\u0085");

    assertThat(cause.text()).isEqualTo("It said:\\n2026-11-27 ERROR\\u2028\\u202e\\u0000");
    assertThat(cause.code()).isEqualTo("a\\r\\nb");
    assertThat(cause.requestId()).isEqualTo("\\u0085");
  }
}
