package dev.rivyaroutes.brief.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/** What the test server does not know: tags, and stores without conditional deletes. */
class AcknowledgeObjectTest {
  private final S3Object object = new S3Object("bucket", "in/a.txt", "\"e1\"", 3, Instant.EPOCH);
  private final Store store = new Store();

  @Test
  void addsItsTagToThoseOfOthersOnTheVersionThatWasRead() throws Exception {
    store.tags = List.of(tag("team", "listing"), tag("rivya", "refused"));
    acknowledge(AfterAccept.TAG).accepted(object);
    assertThat(store.tags).containsExactly(tag("team", "listing"), tag("rivya", "accepted"));
    assertThat(store.taggedVersion).isEqualTo("v1");
    assertThat(acknowledge(AfterAccept.TAG).isTagged(object)).isTrue();
  }

  @Test
  void tagsARefusedObject() throws Exception {
    acknowledge(AfterAccept.TAG)
        .refused(object, "no prompt", setAside -> assertThat(setAside).isNull());
    assertThat(store.tags).containsExactly(tag("rivya", "refused"));
  }

  @Test
  void touchesNoNewerObject() {
    store.eTag = "\"e2\"";
    for (AfterAccept after : List.of(AfterAccept.TAG, AfterAccept.MOVE, AfterAccept.DELETE)) {
      assertThatThrownBy(() -> acknowledge(after).accepted(object))
          .isInstanceOf(S3ObjectSkipped.class)
          .hasMessage("s3://bucket/in/a.txt was replaced or removed after it was listed");
    }
    assertThat(store.tags).isEmpty();
    assertThat(store.deletes).isEmpty();
  }

  @Test
  void deletesOnlyWhatItRead() throws Exception {
    acknowledge(AfterAccept.DELETE).accepted(object);
    assertThat(store.deletes)
        .singleElement()
        .satisfies(request -> assertThat(request.ifMatch()).isEqualTo("\"e1\""));
  }

  @Test
  void deletesWithoutAConditionWhereTheStoreHasNone() throws Exception {
    store.conditionalDeletes = false;
    acknowledge(AfterAccept.DELETE).accepted(object);
    assertThat(store.deletes).hasSize(2);
    assertThat(store.deletes.get(1).ifMatch()).isNull();
  }

  private AcknowledgeObject acknowledge(AfterAccept after) {
    return new AcknowledgeObject(store, after, "in/", "done/", "quarantine/");
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  private static final class Store implements S3Client {
    String eTag = "\"e1\"";
    boolean conditionalDeletes = true;
    String taggedVersion;
    List<Tag> tags = List.of();
    final List<DeleteObjectRequest> deletes = new ArrayList<>();

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
      return HeadObjectResponse.builder().eTag(eTag).versionId("v1").build();
    }

    @Override
    public GetObjectTaggingResponse getObjectTagging(GetObjectTaggingRequest request) {
      return GetObjectTaggingResponse.builder().tagSet(tags).build();
    }

    @Override
    public PutObjectTaggingResponse putObjectTagging(PutObjectTaggingRequest request) {
      taggedVersion = request.versionId();
      tags = request.tagging().tagSet();
      return PutObjectTaggingResponse.builder().build();
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
      deletes.add(request);
      if (request.ifMatch() != null && !conditionalDeletes) {
        throw S3Exception.builder().statusCode(501).build();
      }
      return DeleteObjectResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {}
  }
}
