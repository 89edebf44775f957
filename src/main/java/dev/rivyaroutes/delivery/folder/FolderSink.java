package dev.rivyaroutes.delivery.folder;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.delivery.Content;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultDocument;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.delivery.ResultNames;
import dev.rivyaroutes.delivery.ResultVariables;
import dev.rivyaroutes.media.MediaStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/**
 * The bean of the folder-result-sink Kamelet: files of a result in a folder, each exactly once
 * however often it is delivered. It never writes over a file of another job or of anybody else; the
 * result then gets a name with its job in it. Made by Camel, once for each use.
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

  /** Stops the start of the flow when its parameters cannot work. */
  public void start() {
    if (directory == null || directory.isBlank()) {
      throw new IllegalArgumentException(
          "folder-result-sink has no directory; set its parameter `directory` to a folder.");
    }
    names = ResultNames.of(name);
    folder = new ResultFolder(Path.of(directory.strip()), sync);
    write = new WriteFile(sync);
  }

  /** Delivers the exchange's file, or all files of its result, or the document of a failure. */
  public void deliver(Exchange exchange) throws DeliveryFailed {
    Result result = ResultVariables.result(exchange);
    List<Path> places = new ArrayList<>();
    try {
      if (result.succeeded()) {
        for (ResultFile file : ResultVariables.files(exchange, result)) {
          places.add(deliver(result, file));
        }
      } else {
        places.add(deliverFailure(result));
      }
      for (Path made : places.stream().map(Path::getParent).collect(Collectors.toSet())) {
        folder.written(made);
      }
    } catch (IOException e) {
      throw ExplainDiskFailure.explain(folder.root(), result, e);
    }
    exchange.setVariable(
        Variables.DELIVERED_TO,
        places.stream().map(Path::toString).collect(Collectors.joining(", ")));
  }

  private Path deliver(Result result, ResultFile file) throws IOException, DeliveryFailed {
    Content document =
        sidecar ? Content.of(ResultDocument.bytes(ResultDocument.of(result, file))) : null;
    FileOwner.ResultFileId owner = new FileOwner.ResultFileId(result.jobId(), file.n());
    String plain = names.name(result, file);
    for (String candidate : List.of(plain, ResultNames.withJob(plain, result.jobId()))) {
      Path target = folder.place(candidate);
      Path beside = target.resolveSibling(target.getFileName() + ".json");
      if (place(target, beside, owner, result.deliveryId(), Content.of(file, media))
          && (document == null || place(beside, beside, owner, result.deliveryId(), document))) {
        return target;
      }
    }
    throw taken(result, plain);
  }

  private Path deliverFailure(Result result) throws IOException, DeliveryFailed {
    Map<String, Object> document = ResultDocument.of(result);
    Content content = Content.of(ResultDocument.bytes(document));
    FileOwner.ResultFileId owner = new FileOwner.ResultFileId(result.jobId(), 0);
    String plain = names.errorName(result);
    for (String candidate : List.of(plain, ResultNames.withJob(plain, result.jobId()))) {
      Path target = folder.place(candidate);
      if (place(target, target, owner, result.deliveryId(), content)) {
        return target;
      }
    }
    throw taken(result, plain);
  }

  /** Whether the content now stands at the target; false when the place is somebody else's. */
  private boolean place(
      Path target, Path document, FileOwner.ResultFileId owner, String deliveryId, Content content)
      throws IOException {
    FileOwner present = FileOwner.of(target, document, owner, content);
    if (present == FileOwner.NONE && !write.asNew(target, deliveryId, content)) {
      present = FileOwner.of(target, document, owner, content);
    }
    if (present == FileOwner.OURS) {
      write.over(target, deliveryId, content);
    }
    return present != FileOwner.FOREIGN;
  }

  private DeliveryFailed taken(Result result, String plain) {
    return new DeliveryFailed(
        "The result of job %s was not written to %s: %s and %s both belong to others. Move one of them away."
            .formatted(
                result.jobId(), folder.root(), plain, ResultNames.withJob(plain, result.jobId())));
  }
}
