package dev.rivyaroutes.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every YAML block of the documents, as if somebody had copied it into a file. */
class ReadmeBlocksTest {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");
  private static final Pattern FLOW = Pattern.compile("flow: ([a-z-]+)");

  private static final String ACCOUNTS =
      "rivya: { accounts: { demo: { rate: 1/s }, production-image-workflow: { rate: 1/s } } }";

  @TempDir Path folder;

  @TestFactory
  List<DynamicTest> isAccepted() throws IOException {
    List<String> blocks =
        BLOCK
            .matcher(Files.readString(Path.of("README.md")))
            .results()
            .map((MatchResult block) -> block.group(1))
            .filter(block -> !block.startsWith(" "))
            .toList();
    assertThat(blocks).hasSizeGreaterThan(4);
    return blocks.stream()
        .map(
            block ->
                DynamicTest.dynamicTest(
                    block.lines().skip(1).findFirst().orElse(""), () -> accept(block)))
        .toList();
  }

  private void accept(String block) throws IOException {
    CheckedHouse house =
        new CheckedHouse(Files.createTempDirectory(folder, "house"))
            .with("RIVYA_WEBHOOK_SECRETS", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
            .with("RIVYA_SECRETS_KEY", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=");
    Matcher flow = FLOW.matcher(block);
    if (block.contains("- route:") && flow.find()) {
      house.config(ACCOUNTS).flow(flow.group(1), block);
    } else {
      house
          .config(block)
          .flow(
              "listing-photos",
              """
              - route:
                  id: listing-photos
                  from:
                    uri: direct:listing-photos
                    steps:
                      - stop: {}
              """);
    }

    assertThat(house.mistakes()).isEmpty();
  }
}
