package dev.rivyaroutes.http.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.http.BodyMemoryUsedUp;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {

  @Test
  void refusesMoreMemoryThanAllCallsTogetherMayUse() throws Exception {
    AtomicLong left = new AtomicLong(1000);
    MemoryBudget first = new MemoryBudget(left);
    MemoryBudget second = new MemoryBudget(left);
    first.take(600);
    second.take(400);

    assertThatThrownBy(() -> second.take(1)).isInstanceOf(BodyMemoryUsedUp.class);
    second.close();
    assertThatCode(() -> first.take(400)).doesNotThrowAnyException();
    first.close();
    first.close();

    assertThat(left).hasValue(1000);
  }
}
