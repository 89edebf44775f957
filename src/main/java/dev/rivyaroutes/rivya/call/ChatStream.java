package dev.rivyaroutes.rivya.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * Reads a streamed chat answer. The Rivya documentation does not specify the events, so several
 * shapes are accepted: text is in {@code delta}, {@code content} or {@code text}; the whole answer
 * is an object with {@code message} and {@code usage}; {@code [DONE]} ends the answer; comments and
 * other events are ignored. Source for the lines: the WHATWG standard, "Server-sent events".
 */
final class ChatStream {
  private static final String DATA = "data:";
  private static final String DONE = "[DONE]";

  /** Limits the memory of an answer. */
  private static final int LONGEST = 16 << 20;

  private final Consumer<String> listener;
  private final StringBuilder text = new StringBuilder();
  private JsonNode whole;
  private JsonNode error;
  private boolean done;
  private int read;
  private int sent;

  private ChatStream(Consumer<String> listener) {
    this.listener = listener;
  }

  /**
   * Reads to the end.
   *
   * @param listener receives each piece of the text when it arrives
   * @return the whole answer, or an object with {@code error}
   * @throws IOException when the stream ends early, so that the outcome is unknown
   */
  static JsonNode read(InputStream bytes, Consumer<String> listener) throws IOException {
    ChatStream stream = new ChatStream(listener);
    // An endless line is cut off and ends as an incomplete stream.
    InputStream bounded =
        BoundedInputStream.builder()
            .setInputStream(bytes)
            .setMaxCount(LONGEST + 1L)
            .setPropagateClose(false)
            .get();
    stream.lines(new BufferedReader(new InputStreamReader(bounded, StandardCharsets.UTF_8)));
    return stream.result();
  }

  private void lines(BufferedReader lines) throws IOException {
    StringBuilder data = new StringBuilder();
    String line;
    while (!ended() && (line = lines.readLine()) != null) {
      read += line.length();
      if (read > LONGEST) {
        throw new IOException("Rivya's stream is larger than an answer may be");
      }
      if (line.isEmpty()) {
        event(data.toString().strip());
        data.setLength(0);
      } else if (line.startsWith(DATA)) {
        data.append(line, DATA.length(), line.length()).append('\n');
      }
    }
    if (!ended()) {
      event(data.toString().strip()); // The last event may end with the stream.
    }
  }

  private boolean ended() {
    return done || error != null || whole != null;
  }

  private void event(String data) {
    if (data.equals(DONE)) {
      done = true;
      return;
    }
    JsonNode event = parse(data);
    if (event == null || !event.isObject()) {
      return;
    }
    if (event.path("error").isObject()) {
      error = event;
    } else if (event.has("message") && event.has("usage")) {
      whole = event;
    } else {
      send(piece(event));
    }
  }

  /** A surrogate pair that is split between two pieces is passed on as one. */
  private void send(String piece) {
    text.append(piece);
    int end = text.length();
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    if (end > sent) {
      listener.accept(text.substring(sent, end));
      sent = end;
    }
  }

  private static JsonNode parse(String data) {
    try {
      return Json.PLAIN.readTree(data);
    } catch (JsonProcessingException e) {
      return null; // Not an event of the answer.
    }
  }

  private static String piece(JsonNode event) {
    JsonNode from = event.path("choices").path(0);
    for (JsonNode place : new JsonNode[] {event, from}) {
      for (String field : new String[] {"delta", "content", "text"}) {
        JsonNode value = place.path(field);
        JsonNode inner = value.isObject() && value.has("content") ? value.path("content") : value;
        JsonNode said = inner.isObject() ? inner.path("text") : inner;
        if (said.isTextual()) {
          return said.textValue();
        }
      }
    }
    return "";
  }

  private JsonNode result() throws IOException {
    if (error != null) {
      return error;
    }
    if (whole != null) {
      return whole;
    }
    if (!done) {
      throw new EOFException("Rivya's stream ended before the answer was complete");
    }
    ObjectNode said = Json.PLAIN.createObjectNode();
    said.putObject("message").put("content", text.toString());
    return said;
  }
}
