package dev.rivyaroutes.delivery.folder;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.delivery.DeliverFiles;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultNames;
import dev.rivyaroutes.delivery.ResultVariables;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.file.DiskWriteFailed;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
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

  private ResultFolder folder;
  private WriteFile write;
  private DeliverFiles deliver;

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
    folder = new ResultFolder(Path.of(directory.strip()), sync);
    write = new WriteFile(sync);
    deliver = new DeliverFiles(ResultNames.of(name), sidecar, media);
  }

  /** Writes the exchange's file, all files of its result, or the document of a failed result. */
  public void deliver(Exchange exchange) throws DeliveryFailed {
    Result result = ResultVariables.result(exchange);
    String repeated = ResultVariables.repeated(exchange) ? result.deliveryId() : null;
    FolderFiles files = new FolderFiles(folder, write, repeated);
    List<Path> places;
    try {
      places =
          deliver.deliver(result, ResultVariables.files(exchange, result), files).stream()
              .map(folder.root()::resolve)
              .toList();
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

  private DeliveryFailed failed(Result result, IOException e) {
    String what =
        "The result of job %s was not written to %s: ".formatted(result.jobId(), folder.root());
    return e instanceof FileNotFoundException
        ? DeliveryFailed.unreadable(what, e)
        : new DeliveryFailed(what + DiskWriteFailed.reason(folder.root(), e), e);
  }
}
