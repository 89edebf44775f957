package dev.rivyaroutes.brief.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.brief.SourceProcess;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** The mail source in a program, at a real mailbox; each step of the clock lets it poll. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class MailTestBase {
  static final Duration LIMIT = Duration.ofSeconds(40);
  static final Duration STEP = Duration.ofSeconds(3);

  MailHouse house;
  SourceProcess program;

  @BeforeEach
  void open() throws Exception {
    house = new MailHouse();
  }

  @AfterEach
  void close() throws Exception {
    if (program != null) {
      program.close();
    }
    house.close();
  }

  /** Starts the flow, and waits for its first poll. */
  void start(String... parameters) throws Exception {
    Map<String, String> all = new HashMap<>(Map.of("delay", "2s"));
    for (int i = 0; i < parameters.length; i += 2) {
      all.put(parameters[i], parameters[i + 1]);
    }
    program = house.start("one", all);
    until(() -> house.world.source() != null && house.world.source().polledAt() != null);
  }

  void restart(String... parameters) throws Exception {
    program.close();
    house.world.clock.forward(Duration.ofMinutes(5));
    start(parameters);
  }

  void until(Callable<Boolean> condition) {
    house.world.until(STEP, condition);
  }

  /** After several more polls there are exactly these jobs. */
  void onlyPrompts(String... prompts) {
    until(() -> house.world.prompts().size() >= prompts.length);
    house.world.pollMore(STEP);
    assertThat(house.world.prompts()).containsExactly(prompts);
  }

  /** The codes of the quarantined mails, the newest first. */
  List<String> codes() {
    return house.world.quarantined().stream().map(one -> one.message().refusal().code()).toList();
  }

  String reason() {
    assertThat(house.world.quarantined()).hasSize(1);
    return house.world.quarantined().get(0).message().refusal().reason();
  }
}
