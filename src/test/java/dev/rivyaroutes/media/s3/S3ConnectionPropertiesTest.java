package dev.rivyaroutes.media.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.media.s3.S3ConnectionProperties.Checksums;
import java.util.Map;
import org.junit.jupiter.api.Test;

class S3ConnectionPropertiesTest {

  @Test
  void takesAwsWithoutKeysAndOtherStoresWithAnyRegion() {
    assertThatCode(() -> checked("", "eu-central-1", "", "")).doesNotThrowAnyException();
    assertThatCode(() -> checked("http://127.0.0.1:9000", "garage", "id", "secret"))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesHalfOfTheKeys() {
    assertThatThrownBy(() -> checked("", "eu-central-1", "id", ""))
        .hasMessage(
            "rivya.s3.archive.access-key is set but rivya.s3.archive.secret-key is not; set both, or neither to use the AWS default credentials.");
    assertThatThrownBy(() -> checked("", "eu-central-1", "", "very-secret"))
        .hasMessageStartingWith("rivya.s3.archive.secret-key is set but")
        .hasMessageNotContaining("very-secret");
  }

  @Test
  void refusesAnUnknownRegionOfAws() {
    assertThatThrownBy(() -> checked("", "eu-centrl-1", "", ""))
        .hasMessageContaining("rivya.s3.archive.region is \"eu-centrl-1\"")
        .hasMessageContaining("use one such as eu-central-1");
  }

  @Test
  void refusesAnEndpointThatIsNoAddress() {
    assertThatThrownBy(() -> checked("s3.example.com", "x", "", ""))
        .hasMessageContaining("rivya.s3.archive.endpoint is \"s3.example.com\"");
    assertThatThrownBy(() -> checked("http://not an address", "x", "", ""))
        .hasMessageContaining("must be an address");
  }

  @Test
  void neverShowsTheKeys() {
    assertThat(properties("", "eu-central-1", "the-id", "the-secret").toString())
        .contains("keys=set", "checksums=when-required")
        .doesNotContain("the-id", "the-secret");
  }

  @Test
  void namesTheConnectionsThatThereAre() {
    S3Connections connections = new S3Connections(new S3Properties(Map.of("b", aws(), "a", aws())));
    assertThatThrownBy(() -> connections.get("c"))
        .hasMessage(
            "There is no S3 connection \"c\": config/application.yaml has [a, b] under rivya.s3. Add rivya.s3.c there, or correct the parameter connection.");
    assertThat(connections.get("a")).isSameAs(connections.get("a"));
    connections.destroy();
  }

  private static S3ConnectionProperties aws() {
    return properties("", "eu-central-1", "id", "secret");
  }

  private static void checked(String endpoint, String region, String id, String secret) {
    new S3Properties(Map.of("archive", properties(endpoint, region, id, secret)));
  }

  private static S3ConnectionProperties properties(
      String endpoint, String region, String id, String secret) {
    return new S3ConnectionProperties(endpoint, region, false, id, secret, Checksums.WHEN_REQUIRED);
  }
}
