package dev.rivyaroutes.check.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.check.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Every form of route that the project itself uses is right. */
class OwnRoutesTest {

  @Test
  void findsNothingInTheProjectsOwnRoutes() throws IOException {
    List<Finding> breaches = new ArrayList<>();
    CheckYamlDsl words = new CheckYamlDsl(YamlDslSchema.load(), UnaryOperator.identity());
    try (CheckExpressions expressions = new CheckExpressions(UnaryOperator.identity())) {
      for (String folder :
          List.of(
              "routes",
              "src/main/resources/camel",
              "src/test/resources/engine-flows",
              "src/test/resources/http-flows",
              "src/test/resources/crash")) {
        for (FlowFile file : FlowFiles.read("file:" + folder + "/*.camel.yaml")) {
          words.check(file, breaches);
          expressions.check(file, breaches);
        }
      }
    }

    assertThat(breaches).isEmpty();
  }
}
