package dev.rivyaroutes.ledger.job;

/**
 * A file of a job: a reference or a result.
 *
 * @param n its number within the job and role, from 1
 * @param name a plain file name without folders
 * @param contentType the media type by its signature; null for a remote reference that is not
 *     fetched yet
 * @param kind image, video, audio or other; null for a remote reference that is not fetched yet
 * @param size in bytes; -1 for a remote reference that is not fetched yet
 * @param sha256 its key in the media store; null for a remote reference that is not fetched yet
 * @param url the address of a remote reference; null otherwise
 * @param beside the name of the file beside the brief if the brief renames it; null otherwise
 */
public record JobFile(
    int n,
    String name,
    String contentType,
    String kind,
    long size,
    String sha256,
    String url,
    String beside) {

  /** A file that the brief does not rename. */
  public JobFile(
      int n, String name, String contentType, String kind, long size, String sha256, String url) {
    this(n, name, contentType, kind, size, sha256, url, null);
  }

  /** The same, with the name of the file beside the brief. */
  public JobFile withBeside(String file) {
    return new JobFile(
        n, name, contentType, kind, size, sha256, url, file.equals(name) ? null : file);
  }
}
