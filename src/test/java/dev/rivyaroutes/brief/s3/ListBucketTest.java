package dev.rivyaroutes.brief.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/** A bucket of many pages, of which one may fail. */
class ListBucketTest {
  private final Store store = new Store();
  private final List<RuntimeException> problems = new ArrayList<>();
  private boolean proceed = true;

  @Test
  void listsEveryObjectOfManyPagesInOrder() {
    List<String> keys = new ArrayList<>();
    list(UnaryOperator.identity()).forEachRemaining(object -> keys.add(object.key()));
    assertThat(keys).hasSize(12).doesNotHaveDuplicates().isSorted();
    assertThat(problems).isEmpty();
  }

  @Test
  void requestsThePageAfterOneThatTheFilterLeavesEmpty() {
    List<String> keys = new ArrayList<>();
    list(page -> page.get(0).key().equals("k03") ? List.of() : page)
        .forEachRemaining(object -> keys.add(object.key()));
    assertThat(keys).hasSize(9).doesNotContain("k03").contains("k11");
  }

  @Test
  void requestsNoPageBeforeTheLastObjectOfThisOne() {
    ListBucket bucket = list(UnaryOperator.identity());
    IntStream.range(0, 3).forEach(i -> bucket.next());
    assertThat(store.requests).isEqualTo(1);
    proceed = false;
    assertThat(bucket.hasNext()).isFalse();
    assertThat(store.requests).isEqualTo(1);
  }

  @Test
  void reportsAPageThatCannotBeListedAndEnds() {
    store.failing = 3;
    List<String> keys = new ArrayList<>();
    list(UnaryOperator.identity()).forEachRemaining(object -> keys.add(object.key()));
    assertThat(keys).hasSize(6);
    assertThat(problems).singleElement().extracting(Throwable::getMessage).isEqualTo("page 3");
  }

  private ListBucket list(UnaryOperator<List<S3Object>> filter) {
    return new ListBucket(store, "b", "", filter, () -> proceed, problems::add);
  }

  /** Four pages of three objects. */
  private static final class Store implements S3Client {
    private int requests;
    private int failing;

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
      requests++;
      if (requests == failing) {
        throw new IllegalStateException("page " + requests);
      }
      String token = request.continuationToken();
      int first = token == null ? 0 : Integer.parseInt(token);
      return ListObjectsV2Response.builder()
          .contents(
              IntStream.range(first, first + 3)
                  .mapToObj(
                      i ->
                          software.amazon.awssdk.services.s3.model.S3Object.builder()
                              .key("k%02d".formatted(i))
                              .eTag("\"" + i + "\"")
                              .size(1L)
                              .build())
                  .toList())
          .isTruncated(first < 9)
          .nextContinuationToken(first < 9 ? String.valueOf(first + 3) : null)
          .build();
    }

    @Override
    public String serviceName() {
      return "s3";
    }

    @Override
    public void close() {}
  }
}
