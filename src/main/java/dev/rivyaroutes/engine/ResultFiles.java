package dev.rivyaroutes.engine;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.media.MediaStore;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.apache.camel.support.SynchronizationAdapter;
import org.springframework.stereotype.Component;

/** Opens the result file that an exchange delivers, when its first byte is read. */
@Component("resultFiles")
public class ResultFiles {

  private final MediaStore media;

  ResultFiles(MediaStore media) {
    this.media = media;
  }

  /** The bytes; closed at the end of the exchange. */
  public InputStream open(Exchange exchange, @Variable(Variables.FILE) ResultFile file) {
    LazyStream stream = new LazyStream(() -> media.open(file.sha256()));
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                try {
                  stream.close();
                } catch (IOException e) {
                  throw new IllegalStateException("A result file could not be closed", e);
                }
              }
            });
    return stream;
  }
}
