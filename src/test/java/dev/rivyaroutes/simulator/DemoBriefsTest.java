package dev.rivyaroutes.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The example briefs cost credits at a real Rivya. */
class DemoBriefsTest {

  private final ApplicationContextRunner demo =
      new ApplicationContextRunner()
          .withUserConfiguration(DemoBriefs.class)
          .withPropertyValues("demo.enabled=true");

  @Test
  void dropsNoExamplesForAnAccountThatPays() {
    demo.run(context -> assertThat(context).doesNotHaveBean(DemoBriefs.class));
  }

  @Test
  void dropsExamplesForTheSimulatedRivya() {
    demo.withPropertyValues("rivya.simulator.enabled=true")
        .run(context -> assertThat(context).hasSingleBean(DemoBriefs.class));
  }
}
