package dev.rivyaroutes.brief;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.media.S3Connection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

class S3SiblingsTest {
  private final List<String> asked = new ArrayList<>();

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
  void looksBesideTheBriefAndBelow() throws IOException {
    assertThat(siblings("in/brief.json").open("cat.png")).isEmpty();
    assertThat(siblings("in/brief.json").open("img/cat.png")).isEmpty();
    assertThat(siblings("brief.json").open("cat.png")).isEmpty();
    assertThat(asked).containsExactly("b/in/cat.png", "b/in/img/cat.png", "b/cat.png");
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
          public String serviceName() {
            return "s3";
          }

          @Override
          public void close() {}
        };
    return new S3Siblings(
        new S3Connection("default", client, true), new S3Object("b", brief, "\"e\"", 1));
  }
}
