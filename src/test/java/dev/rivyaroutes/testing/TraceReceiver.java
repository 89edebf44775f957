package dev.rivyaroutes.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A collector of traces: it takes OTLP over HTTP, in protobuf, and keeps the spans. */
public final class TraceReceiver implements AutoCloseable {

  /** A span with its attributes as texts. */
  public record Span(
      String trace, String id, String parent, String name, Map<String, String> attributes) {}

  private final HttpServer server;
  private final Queue<byte[]> bodies = new ConcurrentLinkedQueue<>();
  private final Queue<String> tokens = new ConcurrentLinkedQueue<>();

  public TraceReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/traces",
        call -> {
          bodies.add(call.getRequestBody().readAllBytes());
          tokens.add(String.valueOf(call.getRequestHeaders().getFirst("Authorization")));
          call.getResponseHeaders().set("Content-Type", "application/x-protobuf");
          call.sendResponseHeaders(200, -1);
          call.close();
        });
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
  }

  /** The values of the header Authorization. */
  public List<String> tokens() {
    return List.copyOf(tokens);
  }

  /** All that was sent, to be searched for texts. */
  public String text() {
    StringBuilder text = new StringBuilder();
    bodies.forEach(body -> text.append(new String(body, ISO_8859_1)));
    return text.toString();
  }

  public List<Span> spans() {
    List<Span> spans = new ArrayList<>();
    for (byte[] body : bodies) {
      for (byte[] resource : fields(body, 1)) {
        for (byte[] scope : fields(resource, 2)) {
          fields(scope, 2).forEach(span -> spans.add(span(span)));
        }
      }
    }
    return spans;
  }

  private static Span span(byte[] span) {
    Map<String, String> attributes = new TreeMap<>();
    for (byte[] attribute : fields(span, 9)) {
      byte[] value = fields(attribute, 2).get(0);
      List<byte[]> text = fields(value, 1);
      attributes.put(
          new String(fields(attribute, 1).get(0), UTF_8),
          text.isEmpty() ? "" : new String(text.get(0), UTF_8));
    }
    return new Span(
        hex(span, 1),
        hex(span, 2),
        hex(span, 4),
        new String(fields(span, 5).get(0), UTF_8),
        attributes);
  }

  private static String hex(byte[] message, int field) {
    List<byte[]> found = fields(message, field);
    return found.isEmpty() ? "" : HexFormat.of().formatHex(found.get(0));
  }

  /** The values of a field of a message that are messages, texts or bytes. */
  private static List<byte[]> fields(byte[] message, int field) {
    List<byte[]> values = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    while (in.hasRemaining()) {
      long tag = varint(in);
      switch ((int) (tag & 7)) {
        case 0 -> varint(in);
        case 1 -> in.getLong();
        case 5 -> in.getInt();
        default -> {
          byte[] value = new byte[(int) varint(in)];
          in.get(value);
          if (tag >>> 3 == field) {
            values.add(value);
          }
        }
      }
    }
    return values;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
