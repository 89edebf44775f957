package dev.rivyaroutes.delivery.folder;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.delivery.Content;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultDocument;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.delivery.ResultNames;
import dev.rivyaroutes.delivery.ResultVariables;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.file.DiskWriteFailed;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/**
 * The bean of the folder-result-sink Kamelet: writes the files of a result into a folder, each
 * exactly once however often it is delivered. It never replaces a file of another job or program;
 * the result then gets a name with its job's id. Created by Camel, once for each use.
 */
public class FolderSink {

  private final MediaStore media;

  private String directory;
  private String name;
  private boolean sidecar = true;
  private boolean sync = true;

  private ResultNames names;
  private ResultFolder folder;
  private WriteFile write;

  public FolderSink(MediaStore media) {
    this.media = media;
  }

  public void setDirectory(String directory) {
    this.directory = directory;
  }

  public void setName(String name) {
    this.name = name;
  }

  public void setSidecar(boolean sidecar) {
    this.sidecar = sidecar;
  }

  public void setSync(boolean sync) {
    this.sync = sync;
  }

  /** Checks the parameters; invalid ones stop the start of the flow. */
  public void start() {
    Require.that(
        directory != null && !directory.isBlank(),
        "folder-result-sink has no directory; set its parameter `directory` to a folder.");
    names = ResultNames.of(name);
    folder = new ResultFolder(Path.of(directory.strip()), sync);
    write = new WriteFile(sync);
  }

  /** Writes the exchange's file, all files of its result, or the document of a failed result. */
  public void deliver(Exchange exchange) throws DeliveryFailed {
    Result result = ResultVariables.result(exchange);
    List<Path> places = new ArrayList<>();
    try {
      if (result.succeeded()) {
        for (ResultFile file : ResultVariables.files(exchange, result)) {
          places.add(deliver(result, file));
        }
      } else {
        Content document = Content.of(ResultDocument.bytes(ResultDocument.of(result)));
        places.add(write(result, 0, names.errorName(result), document, null));
      }
      for (Path changed : places.stream().map(Path::getParent).collect(Collectors.toSet())) {
        folder.sync(changed);
      }
    } catch (IOException e) {
      throw failed(result, e);
    }
    exchange.setVariable(
        Variables.DELIVERED_TO,
        places.stream().map(Path::toString).collect(Collectors.joining(", ")));
  }

  private Path deliver(Result result, ResultFile file) throws IOException, DeliveryFailed {
    Content document =
        sidecar ? Content.of(ResultDocument.bytes(ResultDocument.of(result, file))) : null;
    return write(result, file.n(), names.name(result, file), Content.of(file, media), document);
  }

  /**
   * @param n the file's number; 0 for the document of a failed result
   * @param sidecar null for none
   */
  private Path write(Result result, int n, String name, Content content, Content sidecar)
      throws IOException, DeliveryFailed {
    FileOwner.ResultFileId id = new FileOwner.ResultFileId(result.jobId(), n);
    String withJob = ResultNames.withJob(name, result.jobId());
    for (String candidate : List.of(name, withJob)) {
      Path target = folder.place(candidate);
      Path document = n == 0 ? target : target.resolveSibling(target.getFileName() + ".json");
      if (place(target, document, id, result.deliveryId(), content)
          && (sidecar == null || place(document, document, id, result.deliveryId(), sidecar))) {
        return target;
      }
    }
    throw new DeliveryFailed(
        "The result of job %s was not written to %s: %s and %s both belong to others. Move one of them away."
            .formatted(result.jobId(), folder.root(), name, withJob));
  }

  /** Whether the target now has the content; false when it is a file of another owner. */
  private boolean place(
      Path target, Path document, FileOwner.ResultFileId id, String deliveryId, Content content)
      throws IOException {
    FileOwner owner = FileOwner.of(target, document, id, content);
    if (owner == FileOwner.NONE && !write.asNew(target, deliveryId, content)) {
      owner = FileOwner.of(target, document, id, content);
    }
    if (owner == FileOwner.OURS) {
      write.over(target, deliveryId, content);
    }
    return owner != FileOwner.FOREIGN;
  }

  private DeliveryFailed failed(Result result, IOException e) {
    String what =
        "The result of job %s was not written to %s: ".formatted(result.jobId(), folder.root());
    return e instanceof FileNotFoundException
        ? DeliveryFailed.permanently(
            what
                + "the media store no longer has its file. Raise rivya.media.keep to keep results longer.",
            e)
        : new DeliveryFailed(what + DiskWriteFailed.reason(folder.root(), e), e);
  }
}
