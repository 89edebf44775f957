package dev.rivyaroutes.media.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class ExplainS3Test {

  @ParameterizedTest
  @CsvSource({
    "403, SignatureDoesNotMatch, check rivya.s3.main.secret-key.",
    "403, InvalidAccessKeyId, check rivya.s3.main.access-key.",
    "403, AccessDenied, the permissions of the key on this bucket.",
    "403, RequestTimeTooSkewed, Correct this machine's clock.",
    "404, NoSuchBucket, 'Create the bucket, or correct its name in the flow.'",
    "301, PermanentRedirect, check rivya.s3.main.region.",
    "400, XAmzContentSHA256Mismatch, set rivya.s3.main.checksums: when-required.",
    "501, NotImplemented, The store does not support this operation.",
    "503, SlowDown, The store is overloaded and asks for fewer requests.",
    "500, InternalError, The store has an internal error.",
    "404, , Check the bucket and the key."
  })
  void namesTheRemedy(int status, String code, String remedy) {
    assertThat(explain(true, answer(status, code)))
        .startsWith("S3 connection main cannot read s3://b/k: the store answered status " + status)
        .contains(remedy);
  }

  @Test
  void namesNoChecksumsWhereNoneAreSent() {
    assertThat(explain(false, answer(400, "InvalidRequest"))).doesNotContain("checksums");
  }

  @ParameterizedTest
  @CsvSource({
    "400, ExpiredToken, The provided token has expired, false",
    "400, KeyTooLongError, Your key is too long, false",
    "400, InvalidArgument, Unknown header x-amz-sdk-checksum-algorithm, true",
    "400, InvalidRequest, The value of x-amz-trailer is not supported, true",
    "501, NotImplemented, STREAMING-UNSIGNED-PAYLOAD-TRAILER is not implemented, true",
    "400, InvalidRequest, The object was stored using a form of Server Side Encryption, false"
  })
  void quotesTheStoreAndSpeaksOfChecksumsOnlyWhereItDoes(
      int status, String code, String text, boolean checksums) {
    String explained = explain(true, answer(status, code, text));
    assertThat(explained).contains("status " + status + " " + code + " (" + text + ").");
    assertThat(explained.contains("checksums: when-required")).isEqualTo(checksums);
  }

  @Test
  void quotesTheStoreOnOneLine() {
    assertThat(explain(true, answer(400, "Odd", "a\nb\u0007" + "c".repeat(999))))
        .contains("(a b c")
        .hasSizeLessThan(500);
  }

  @Test
  void findsTheCauseOfWrappedTrouble() {
    assertThat(
            explain(true, SdkClientException.create("x", new UnknownHostException("s3.nowhere"))))
        .contains("cannot be reached", "s3.nowhere", "Check rivya.s3.main.endpoint");
    assertThat(explain(true, new IllegalStateException(new ConnectException("refused"))))
        .contains("cannot be reached");
    assertThat(explain(true, SdkClientException.create("Unable to load credentials from any")))
        .contains("Set rivya.s3.main.access-key and rivya.s3.main.secret-key");
    assertThat(explain(true, new IllegalStateException("odd"))).endsWith("odd.");
  }

  private static String explain(boolean sendsChecksums, Exception problem) {
    return new S3Connection("main", null, sendsChecksums).explain("read s3://b/k", problem);
  }

  private static Exception answer(int status, String code) {
    return answer(status, code, null);
  }

  private static Exception answer(int status, String code, String text) {
    return S3Exception.builder()
        .statusCode(status)
        .awsErrorDetails(
            code == null
                ? null
                : AwsErrorDetails.builder().errorCode(code).errorMessage(text).build())
        .build();
  }
}
