package dev.rivyaroutes.media.s3;

/**
 * Where a store {@code s3://<bucket>/<prefix>} keeps its objects.
 *
 * @param bucket empty if the address names none
 * @param prefix empty, or with a slash at its end
 */
public record MediaBucket(String bucket, String prefix) {

  /**
   * @param store the value of {@code rivya.media.store}
   */
  public static MediaBucket of(String store) {
    String[] parts = store.replaceFirst("^s3:/*", "").split("/", 2);
    String path = parts.length < 2 ? "" : parts[1];
    return new MediaBucket(parts[0], path.isEmpty() || path.endsWith("/") ? path : path + "/");
  }
}
