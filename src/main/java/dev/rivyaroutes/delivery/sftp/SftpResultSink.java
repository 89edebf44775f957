package dev.rivyaroutes.delivery.sftp;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.Require;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.connection.sftp.KeptSession;
import dev.rivyaroutes.connection.sftp.SftpConnection;
import dev.rivyaroutes.connection.sftp.SftpConnections;
import dev.rivyaroutes.connection.sftp.SftpFailed;
import dev.rivyaroutes.connection.sftp.SftpFailed.Why;
import dev.rivyaroutes.delivery.DeliverFiles;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultNames;
import dev.rivyaroutes.delivery.ResultVariables;
import dev.rivyaroutes.media.MediaStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/**
 * The bean of the sftp-result-sink Kamelet: writes the files of a result to an SFTP server, each
 * exactly once however often it is delivered. Created by Camel, once for each use.
 */
public class SftpResultSink {

  private final SftpConnections connections;
  private final MediaStore media;
  private String connectionName = "default";
  private String directory = "";
  private String name;
  private boolean sidecar = true;
  private SftpConnection connection;
  private KeptSession session;
  private DeliverFiles deliver;

  SftpResultSink(SftpConnections connections, MediaStore media) {
    this.connections = connections;
    this.media = media;
  }

  public void setConnection(String connection) {
    this.connectionName = connection;
  }

  public void setDirectory(String directory) {
    this.directory = directory.strip();
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
        !directory.isBlank(),
        "sftp-result-sink has no directory; set its parameter `directory` to a folder of the server.");
    connection = connections.get(connectionName);
    session = new KeptSession(connection::open);
    deliver = new DeliverFiles(ResultNames.of(name), sidecar, media);
  }

  /** Writes the exchange's file, all files of its result, or the document of a failed result. */
  public void deliver(Exchange exchange) throws DeliveryFailed {
    Result result = ResultVariables.result(exchange);
    try {
      boolean kept = session.isKept();
      try {
        write(exchange, result);
      } catch (SftpFailed e) {
        if (!kept || e.why() != Why.CONNECTION) {
          throw e;
        }
        // The server closed the kept connection. All that was written is found again.
        session.close();
        write(exchange, result);
      }
    } catch (IOException e) {
      throw failed(result, e);
    }
  }

  private void write(Exchange exchange, Result result) throws IOException, DeliveryFailed {
    SftpFiles files =
        new SftpFiles(
            session.get(), connection.address(), directory, ResultVariables.repeated(exchange));
    exchange.setVariable(
        Variables.DELIVERED_TO,
        deliver.deliver(result, ResultVariables.files(exchange, result), files).stream()
            .map(file -> connection.address() + files.path(file))
            .collect(Collectors.joining(", ")));
  }

  private DeliveryFailed failed(Result result, IOException e) {
    String what =
        "The result of job %s was not written to %s. ".formatted(result.jobId(), directory);
    if (e instanceof FileNotFoundException) {
      return DeliveryFailed.permanently(
          what
              + "The media store no longer has its file. Raise rivya.media.keep to keep results longer.",
          e);
    }
    return new DeliveryFailed(
        what + (e instanceof SftpFailed ? e.getMessage() : "Reason: " + PlainWords.of(e) + "."), e);
  }
}
