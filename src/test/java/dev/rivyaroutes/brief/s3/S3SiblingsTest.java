package dev.rivyaroutes.brief.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.brief.Siblings;
import dev.rivyaroutes.media.s3.S3Connection;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

class S3SiblingsTest {
  private final List<String> asked = new ArrayList<>();
  private List<String> keys = List.of();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/secret",
        "../secret",
        "a/../../secret",
        "..",
        ".",
        "./a",
        "a//b",
        "..\\secret",
        "a/"
      })
  void neverAsksForNamesThatLeadElsewhere(String name) throws IOException {
    assertThat(siblings("in/brief.json").open(name)).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void searchesBesideTheBriefAndBelow() throws IOException {
    assertThat(siblings("in/brief.json").open("cat.png")).isEmpty();
    assertThat(siblings("in/brief.json").open("img/cat.png")).isEmpty();
    assertThat(siblings("brief.json").open("cat.png")).isEmpty();
    assertThat(asked)
        .containsExactly(
            "b/in/cat.png", "list in/", "b/in/img/cat.png", "list in/img/", "b/cat.png", "list ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Stu\u0308hle.png", "st\u00fchle.PNG"})
  void findsANameOfAnotherUnicodeFormOrLetterCase(String there) throws IOException {
    keys = List.of("in/" + there, "in/other.png");
    siblings("in/brief.json").open("St\u00fchle.png");
    assertThat(asked).contains("b/in/" + there);
  }

  @Test
  void choosesNothingWhereSeveralDifferInLetterCaseOnly() throws IOException {
    keys = List.of("in/CAT.png", "in/Cat.png");
    assertThat(siblings("in/brief.json").open("cat.png")).isEmpty();
    assertThat(siblings("in/brief.json").namesNear("cat.png"))
        .containsExactly("CAT.png", "Cat.png");
  }

  private Siblings siblings(String brief) {
    S3Client client =
        new S3Client() {
          @Override
          public ResponseInputStream<GetObjectResponse> getObject(GetObjectRequest request) {
            asked.add(request.bucket() + "/" + request.key());
            throw NoSuchKeyException.builder().statusCode(404).build();
          }

          @Override
          public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
            asked.add("list " + request.prefix());
            return ListObjectsV2Response.builder()
                .contents(keys.stream().map(S3SiblingsTest::listed).toList())
                .build();
          }

          @Override
          public String serviceName() {
            return "s3";
          }

          @Override
          public void close() {}
        };
    return new S3Siblings(
        new S3Connection("default", client, true),
        new S3Object("b", brief, "\"e\"", 1, Instant.EPOCH),
        new S3DropSettings(),
        false);
  }

  private static software.amazon.awssdk.services.s3.model.S3Object listed(String key) {
    return software.amazon.awssdk.services.s3.model.S3Object.builder().key(key).build();
  }
}
