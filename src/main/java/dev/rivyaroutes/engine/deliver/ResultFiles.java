package dev.rivyaroutes.engine.deliver;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.media.MediaStore;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
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
    return LazyStream.of(exchange, () -> media.open(file.sha256()), file.size());
  }
}
