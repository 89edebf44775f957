package dev.rivyaroutes.delivery.s3;

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
import dev.rivyaroutes.media.s3.S3Connection;
import dev.rivyaroutes.media.s3.S3Connections;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The bean of the s3-result-sink Kamelet: puts the file that the route delivers, or all files of
 * the result, into a bucket. A failed result, and one without media, becomes a document. A repeated
 * delivery changes nothing. Created by Camel, once for each use.
 */
public class S3ResultSink {
  private static final String JSON = "application/json";

  /** Names the document of a result without media, such as a chat answer. */
  private static final ResultFile DOCUMENT =
      new ResultFile(1, "result.json", JSON, "json", 0, null);

  private final S3Connections connections;
  private final MediaStore store;
  private String connectionName = "default";
  private String bucket = "";
  private String prefix = "";
  private String name = ResultNames.DEFAULT_TEMPLATE;
  private boolean sidecar;
  private S3Connection connection;
  private ResultNames names;

  S3ResultSink(S3Connections connections, MediaStore store) {
    this.connections = connections;
    this.store = store;
  }

  public void setConnection(String connection) {
    this.connectionName = connection;
  }

  public void setBucket(String bucket) {
    this.bucket = bucket;
  }

  public void setPrefix(String prefix) {
    String folder = prefix.strip().replaceFirst("^/+", "");
    this.prefix = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
  }

  public void setName(String name) {
    this.name = name;
  }

  public void setSidecar(boolean sidecar) {
    this.sidecar = sidecar;
  }

  /** Checks the parameters; invalid ones stop the start of the flow. */
  public void start() {
    Require.that(
        !bucket.isBlank(),
        "s3-result-sink has no bucket; name one, such as bucket: listing-photos.");
    connection = connections.get(connectionName);
    names = ResultNames.of(name);
  }

  /** Puts the exchange's result, and sets the variable for where it is. */
  public void deliver(Exchange exchange) throws IOException, DeliveryFailed {
    Result result = ResultVariables.result(exchange);
    try {
      List<String> keys = put(result, ResultVariables.files(exchange, result));
      exchange.setVariable(
          Variables.DELIVERED_TO,
          String.join(" ", keys.stream().map(key -> "s3://" + bucket + "/" + key).toList()));
    } catch (UncheckedIOException e) {
      // The S3 client reads the media store, and passes its failures on in this form.
      throw unreadable(result, e.getCause());
    } catch (FileNotFoundException e) {
      throw unreadable(result, e);
    } catch (SdkException e) {
      throw new DeliveryFailed(connection.explain("write to " + place(), e), e);
    }
  }

  private String place() {
    return "s3://" + bucket + "/" + prefix;
  }

  private DeliveryFailed unreadable(Result result, IOException e) {
    return DeliveryFailed.unreadable(
        "The result of job %s was not written to %s: ".formatted(result.jobId(), place()), e);
  }

  private List<String> put(Result result, List<ResultFile> files)
      throws IOException, DeliveryFailed {
    PutObjectOnce once = new PutObjectOnce(connection, bucket);
    List<String> keys = new ArrayList<>();
    if (files.isEmpty()) {
      String name = result.succeeded() ? names.name(result, DOCUMENT) : names.errorName(result);
      keys.add(once.put(prefix + name, JSON, json(ResultDocument.of(result)), result));
    }
    for (ResultFile file : files) {
      Content media = Content.of(file, store);
      String key = once.put(prefix + names.name(result, file), file.contentType(), media, result);
      keys.add(key);
      if (sidecar) {
        once.put(key + ".json", JSON, json(ResultDocument.of(result, file)), result);
      }
    }
    return keys;
  }

  private static Content json(Map<String, Object> document) {
    return Content.of(ResultDocument.bytes(document));
  }
}
