package dev.rivyaroutes.brief.s3;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * Lists a whole bucket, one page in memory at a time, and iterates over what a filter leaves of
 * each page. The next page is requested only after the last object of this one. Never throws: a
 * problem is reported and ends the iteration.
 */
class ListBucket implements Iterator<S3Object> {
  private final UnaryOperator<List<S3Object>> filter;
  private final BooleanSupplier proceed;
  private final Consumer<RuntimeException> onProblem;
  private final String bucket;
  private Iterator<ListObjectsV2Response> pages;
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
    this.filter = filter;
    this.proceed = proceed;
    this.onProblem = onProblem;
    this.bucket = bucket;
    // Without the encoding, one key with a control character makes a page invalid XML.
    this.pages =
        client
            .listObjectsV2Paginator(
                r -> r.bucket(bucket).prefix(prefix).encodingType(EncodingType.URL))
            .iterator();
  }

  @Override
  public boolean hasNext() {
    while (proceed.getAsBoolean()) {
      if (page.hasNext()) {
        return true;
      }
      if (!pages.hasNext()) {
        return false;
      }
      try {
        page = filter.apply(objects(bucket, pages.next())).iterator();
      } catch (RuntimeException e) {
        pages = Collections.emptyIterator();
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

  static List<S3Object> objects(String bucket, ListObjectsV2Response answer) {
    return answer.contents().stream()
        .map(o -> new S3Object(bucket, o.key(), o.eTag(), o.size(), o.lastModified()))
        .toList();
  }
}
