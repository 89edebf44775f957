package dev.rivyaroutes.brief.s3;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * Lists a whole bucket, one page in memory at a time, and iterates over what a filter leaves of
 * each page. The next page is requested only after the last object of this one. Never throws: a
 * problem is reported and ends the iteration.
 */
class ListBucket implements Iterator<S3Object> {
  private final S3Client client;
  private final UnaryOperator<List<S3Object>> filter;
  private final BooleanSupplier proceed;
  private final Consumer<RuntimeException> onProblem;
  private ListObjectsV2Request next;
  private Iterator<S3Object> page = List.<S3Object>of().iterator();

  /**
   * @param filter returns the objects of a page to iterate over
   * @param proceed false ends the iteration after the current object
   * @param onProblem receives why a page could not be listed
   */
  ListBucket(
      S3Client client,
      String bucket,
      String prefix,
      UnaryOperator<List<S3Object>> filter,
      BooleanSupplier proceed,
      Consumer<RuntimeException> onProblem) {
    this.client = client;
    this.filter = filter;
    this.proceed = proceed;
    this.onProblem = onProblem;
    // Without the encoding, one key with a control character makes a page invalid XML.
    this.next =
        ListObjectsV2Request.builder()
            .bucket(bucket)
            .prefix(prefix)
            .encodingType(EncodingType.URL)
            .build();
  }

  @Override
  public boolean hasNext() {
    while (proceed.getAsBoolean()) {
      if (page.hasNext()) {
        return true;
      }
      if (next == null) {
        return false;
      }
      try {
        nextPage();
      } catch (RuntimeException e) {
        next = null;
        onProblem.accept(e);
      }
    }
    return false;
  }

  @Override
  public S3Object next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return page.next();
  }

  private void nextPage() {
    ListObjectsV2Response answer = client.listObjectsV2(next);
    List<S3Object> objects =
        answer.contents().stream()
            .map(o -> new S3Object(next.bucket(), o.key(), o.eTag(), o.size()))
            .toList();
    page = filter.apply(objects).iterator();
    String token =
        Boolean.TRUE.equals(answer.isTruncated()) ? answer.nextContinuationToken() : null;
    next = token == null ? null : next.toBuilder().continuationToken(token).build();
  }
}
