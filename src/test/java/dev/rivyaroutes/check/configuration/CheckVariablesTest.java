package dev.rivyaroutes.check.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.check.Finding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckVariablesTest {

  private static final List<String> KEYS =
      List.of("rivya.wait.interval-video", "rivya.wait.deadline", "rivya.accounts.studio.api-key");

  @Test
  void findsAMisspelledKey() {
    assertThat(check("RIVYA_WAIT_DEADLNE"))
        .containsExactly(
            "environment variable RIVYA_WAIT_DEADLNE: There is no such key. Write"
                + " RIVYA_WAIT_DEADLINE, or remove it.");
    assertThat(check("RIVYA_ACCOUNTS_STUDIO_APIKEYS")).hasSize(1);
  }

  @Test
  void takesBothSpellingsOfADash() {
    assertThat(check("RIVYA_WAIT_INTERVAL_VIDEO", "RIVYA_WAIT_INTERVALVIDEO")).isEmpty();
    assertThat(check("RIVYA_ACCOUNTS_STUDIO_APIKEY")).isEmpty();
  }

  @Test
  void leavesVariablesOfOthersAlone() {
    assertThat(check("RIVYA_API_KEY", "RIVYA_HOME", "PATH")).isEmpty();
  }

  private static List<String> check(String... variables) {
    List<Finding> breaches = new ArrayList<>();
    new CheckVariables(KEYS).check(variables, breaches);
    return breaches.stream().map(Finding::line).toList();
  }
}
