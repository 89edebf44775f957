package dev.rivyaroutes.delivery.folder;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.testing.MemoryMediaStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder sink over a folder of its own. */
public abstract class FolderCase {

  static final String OTHER_JOB = "01JDCZ4Q6V8M2N3P4R5SOTHER9";

  public @TempDir Path temp;
  public final MemoryMediaStore media = new MemoryMediaStore();
  public Path out;
  public FolderSink sink;

  @BeforeEach
  void open() {
    out = temp.resolve("out");
    sink = sink(null, true);
  }

  public FolderSink sink(String template, boolean sidecar) {
    FolderSink opened = new FolderSink(media);
    opened.setDirectory(out.toString());
    opened.setName(template);
    opened.setSidecar(sidecar);
    opened.start();
    return opened;
  }

  static String deliver(FolderSink sink, Result result, ResultFile file) throws DeliveryFailed {
    return deliver(sink, result, file, false);
  }

  static String deliver(FolderSink sink, Result result, ResultFile file, boolean repeated)
      throws DeliveryFailed {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.setVariable(Variables.REPEATED, repeated);
    exchange.setVariable(Variables.RESULT, result);
    exchange.setVariable(Variables.FILE, file);
    sink.deliver(exchange);
    return exchange.getVariable(Variables.DELIVERED_TO, String.class);
  }

  static void deliverUnchecked(FolderSink sink, Result result) {
    try {
      deliver(sink, result, null);
    } catch (DeliveryFailed e) {
      throw new AssertionError(e);
    }
  }

  static DeliveryFailed failed(FolderSink sink, Result result) {
    return catchThrowableOfType(DeliveryFailed.class, () -> deliver(sink, result, null));
  }

  List<String> files() {
    if (!Files.exists(out)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(out)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Object inode(String name) throws IOException {
    return Files.getAttribute(out.resolve(name), "unix:ino", LinkOption.NOFOLLOW_LINKS);
  }

  static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(out.resolve(name).toFile());
  }
}
