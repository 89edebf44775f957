package dev.rivyaroutes.connection.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.model.SqsException;

class SqsConnectionTest {
  private final SqsConnections connections =
      SqsOf.endpoints(Map.of("orders", "http://127.0.0.1:1"));

  @Test
  void showsNoSecret() {
    assertThat(connections.describe())
        .containsExactly("orders: endpoint=http://127.0.0.1:1, region=eu-central-1, keys=set");
    assertThat(connections.get("orders").toString()).doesNotContain("a-secret", "AKIDEXAMPLE");
  }

  @Test
  void namesTheConnectionsThatExist() {
    assertThatThrownBy(() -> connections.get("odrers"))
        .hasMessage(
            "There is no SQS connection \"odrers\": config/application.yaml has [orders] under rivya.sqs. Add rivya.sqs.odrers there, or correct the parameter connection.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ftp://x    | eu-central-1 | a | b | rivya.sqs.x.endpoint is "ftp://x"
          ''         | nowhere      | a | b | rivya.sqs.x.region is "nowhere", which is not an AWS region
          ''         | eu-central-1 | a | '' | rivya.sqs.x.access-key is set but rivya.sqs.x.secret-key is not
          """)
  void refusesWrongSettings(
      String endpoint, String region, String access, String secret, String message) {
    assertThatThrownBy(
            () -> new SqsConnectionProperties(endpoint, region, access, secret).check("x"))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          403 | InvalidClientTokenId | check rivya.sqs.orders.access-key
          403 | SignatureDoesNotMatch | check rivya.sqs.orders.secret-key
          400 | AWS.SimpleQueueService.NonExistentQueue | Create the queue, correct its name in the flow
          403 | AccessDenied | the permissions of the key on this queue
          400 | InvalidParameterValue | raise the maximum message size of the queue
          503 | ServiceUnavailable | The server has an internal error.
          """)
  void saysWhatToDoAboutAnAnswer(int status, String code, String remedy) {
    SqsException answer =
        (SqsException)
            SqsException.builder()
                .statusCode(status)
                .awsErrorDetails(
                    AwsErrorDetails.builder().errorCode(code).errorMessage("no").build())
                .build();
    assertThat(connections.get("orders").explain("read the queue q", answer))
        .startsWith(
            "SQS connection orders cannot read the queue q: SQS answered status %d %s (no). "
                .formatted(status, code))
        .contains(remedy);
  }

  @Test
  void saysThatTheServerCannotBeReached() {
    assertThat(
            connections
                .get("orders")
                .explain(
                    "read the queue q",
                    SdkClientException.create("x", new ConnectException("refused"))))
        .isEqualTo(
            "SQS connection orders cannot read the queue q: SQS cannot be reached (it refuses connections). Check rivya.sqs.orders.endpoint and the network.");
  }
}
