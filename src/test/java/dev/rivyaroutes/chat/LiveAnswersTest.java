package dev.rivyaroutes.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveAnswersTest {

  private final LiveAnswers live = new LiveAnswers();
  private final List<String> heard = new ArrayList<>();

  @Test
  void handsOnToAllWhateverTroubleOneOfThemHas() {
    LiveAnswers.Listener good = live.listen("f", "a");
    live.publish("f", "a", "before ");
    good.to(heard::add);
    live.listen("f", "a")
        .to(
            piece -> {
              throw new IllegalStateException("deaf");
            });
    live.publish("f", "a", "both ");
    live.publish("f", "other", "not mine");
    live.publish("f", "a", "after");

    assertThat(heard).containsExactly("before ", "both ", "after");
    good.close();
    assertThat(live.hasListeners("f", "a")).isFalse();
  }
}
