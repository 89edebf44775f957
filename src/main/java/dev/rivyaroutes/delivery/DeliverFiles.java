package dev.rivyaroutes.delivery;

import dev.rivyaroutes.media.MediaStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the files of a result, each exactly once however often it is delivered. A file of another
 * job or program is never replaced; the result then gets a name with its job's id.
 */
public final class DeliverFiles {

  private final ResultNames names;
  private final boolean sidecar;
  private final MediaStore media;

  /**
   * @param sidecar whether each file gets a document about it
   */
  public DeliverFiles(ResultNames names, boolean sidecar, MediaStore media) {
    this.names = names;
    this.sidecar = sidecar;
    this.media = media;
  }

  /**
   * Writes the files, or the document of a failed result.
   *
   * @return the names that have them now
   */
  public List<String> deliver(Result result, List<ResultFile> files, TargetFiles target)
      throws IOException, DeliveryFailed {
    if (!result.succeeded()) {
      Content document = Content.of(ResultDocument.bytes(ResultDocument.of(result)));
      return List.of(write(target, result, 0, names.errorName(result), document, null));
    }
    List<String> written = new ArrayList<>();
    for (ResultFile file : files) {
      Content document =
          sidecar ? Content.of(ResultDocument.bytes(ResultDocument.of(result, file))) : null;
      String name = names.name(result, file);
      written.add(write(target, result, file.n(), name, Content.of(file, media), document));
    }
    return written;
  }

  /**
   * @param n the file's number; 0 for the document of a failed result
   * @param document the sidecar; null for none
   */
  private static String write(
      TargetFiles target, Result result, int n, String name, Content content, Content document)
      throws IOException, DeliveryFailed {
    FileOwner.ResultFileId id = new FileOwner.ResultFileId(result.jobId(), n);
    String withJob = ResultNames.withJob(name, result.jobId());
    for (String candidate : List.of(name, withJob)) {
      target.prepare(candidate);
      Placement file =
          new Placement(target, n == 0 ? candidate : candidate + ".json", id, result.deliveryId());
      if (file.place(candidate, content)
          && (document == null || file.place(file.document(), document))) {
        return candidate;
      }
    }
    throw new DeliveryFailed(
        "The result of job %s was not written to %s: %s and %s both belong to others. Move one of them away."
            .formatted(result.jobId(), target.place(), name, withJob));
  }

  /**
   * @param document the document that names the owner
   */
  private record Placement(
      TargetFiles target, String document, FileOwner.ResultFileId id, String deliveryId) {

    /** Whether the name now has the content; false when it is a file of another owner. */
    boolean place(String name, Content content) throws IOException {
      FileOwner owner = FileOwner.of(target, name, document, id, content);
      if (owner == FileOwner.NONE && !target.create(name, deliveryId, content)) {
        owner = FileOwner.of(target, name, document, id, content);
      }
      if (owner == FileOwner.OURS) {
        target.replace(name, deliveryId, content);
      }
      return owner != FileOwner.FOREIGN;
    }
  }
}
