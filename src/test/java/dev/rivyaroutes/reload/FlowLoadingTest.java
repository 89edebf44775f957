package dev.rivyaroutes.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.env.MockEnvironment;

class FlowLoadingTest {

  private static final String KEY = "camel.main.routes-include-pattern";

  @Test
  void routesOfTheProgramAreListedByName() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/camel"))) {
      assertThat(listed().split(","))
          .containsExactlyInAnyOrderElementsOf(
              files.map(file -> "classpath:camel/" + file.getFileName()).toList());
    }
  }

  @Test
  void isOnWithTheProgramsRoutesOnly() throws Exception {
    assertThat(FlowLoading.isOn(with(listed()))).isTrue();
    assertThat(FlowLoading.isOn(with(listed() + ",classpath:other/x.camel.yaml"))).isFalse();
    assertThat(FlowLoading.isOn(with("false"))).isFalse();
    assertThat(FlowLoading.isOn(new MockEnvironment())).isFalse();
  }

  private static String listed() throws Exception {
    PropertySource<?> application =
        new YamlPropertySourceLoader()
            .load("application", new ClassPathResource("application.yaml"))
            .get(0);
    return String.valueOf(application.getProperty(KEY));
  }

  private static MockEnvironment with(String routes) {
    return new MockEnvironment().withProperty(KEY, routes);
  }
}
