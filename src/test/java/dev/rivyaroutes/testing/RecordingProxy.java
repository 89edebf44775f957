package dev.rivyaroutes.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ObjIntConsumer;
import java.util.regex.Pattern;

/** A way to a server that records what its callers send, byte by byte. */
public final class RecordingProxy implements AutoCloseable {
  private static final Pattern REQUEST = Pattern.compile("(?m)^([A-Z]+) (\\S+) HTTP/1\\.1\r?$");

  private final Queue<StringBuffer> sent = new ConcurrentLinkedQueue<>();
  private final SilentProxy way;

  public RecordingProxy(int target) throws IOException {
    this.way = new SilentProxy(target, null, this::record);
  }

  private ObjIntConsumer<byte[]> record() {
    StringBuffer record = new StringBuffer();
    sent.add(record);
    return (bytes, length) ->
        record.append(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
  }

  public int port() {
    return way.port();
  }

  /** What was sent so far, a connection after the other; each byte is a character. */
  public String sent() {
    return String.join("\n", sent);
  }

  /** The lines that were sent. */
  public List<String> lines() {
    return sent().lines().toList();
  }

  /** The methods and paths of HTTP calls. */
  public List<String> calls() {
    return REQUEST.matcher(sent()).results().map(one -> one.group(1) + " " + one.group(2)).toList();
  }

  @Override
  public void close() throws IOException {
    way.close();
  }
}
