package dev.rivyaroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

  @Test
  void findsWhatSomebodyMeant() {
    assertThat(Nearest.to("promt", List.of("params", "prompt", "references"))).isEqualTo("prompt");
    assertThat(Nearest.to("anything", List.of())).isNull();
  }

  @Test
  void countsTheLettersThatDiffer() {
    assertThat(Nearest.distance("deadline", "deadline")).isZero();
    assertThat(Nearest.distance("deadlne", "deadline")).isEqualTo(1);
    assertThat(Nearest.distance("", "abc")).isEqualTo(3);
  }
}
