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
 * Walks through a whole bucket, one page in memory at a time, and gives what a filter leaves of
 * each page. The next page is asked for only when the last object of this one was taken. Never
 * throws: trouble is told and ends the walk.
 */
class ListBucket implements Iterator<S3Object> {
  private final S3Client client;
  private final UnaryOperator<List<S3Object>> filter;
  private final BooleanSupplier goOn;
  private final Consumer<RuntimeException> trouble;
  private ListObjectsV2Request next;
  private Iterator<S3Object> page = List.<S3Object>of().iterator();

  /**
   * @param filter leaves of a page what is to be given out
   * @param goOn false ends the walk after the current object
   * @param trouble is told why a page could not be had
   */
  ListBucket(
      S3Client client,
      String bucket,
      String prefix,
      UnaryOperator<List<S3Object>> filter,
      BooleanSupplier goOn,
      Consumer<RuntimeException> trouble) {
    this.client = client;
    this.filter = filter;
    this.goOn = goOn;
    this.trouble = trouble;
    // Without the encoding, one key with a control character makes a page that no XML reader takes.
    this.next =
        ListObjectsV2Request.builder()
            .bucket(bucket)
            .prefix(prefix)
            .encodingType(EncodingType.URL)
            .build();
  }

  @Override
  public boolean hasNext() {
    while (goOn.getAsBoolean()) {
      if (page.hasNext()) {
        return true;
      }
      if (next == null) {
        return false;
      }
      try {
        turnPage();
      } catch (RuntimeException e) {
        next = null;
        trouble.accept(e);
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

  private void turnPage() {
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
