package dev.rivyaroutes.ledger.meters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelValuesTest {

  private final LabelValues values = new LabelValues();

  @Test
  void keepsTheFirst200AndCountsTheOthersTogether() {
    Set<String> labels =
        IntStream.range(0, 1000)
            .parallel()
            .mapToObj(i -> values.of("flow-" + i))
            .collect(Collectors.toSet());

    assertThat(labels).hasSize(201).contains("other");
    String known =
        labels.stream().filter(label -> !label.equals("other")).findFirst().orElseThrow();
    assertThat(values.of(known)).isEqualTo(known);
    assertThat(values.of("another")).isEqualTo("other");
    assertThat(values.of(null)).isEqualTo("other");
  }
}
