package dev.rivyaroutes.simulator.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.server.ApiJson;
import dev.rivyaroutes.simulator.server.Body;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The Server-Sent Events of an answer, a word each, sent one by one. */
final class ChatEvents implements Body {

  private final List<byte[]> events = new ArrayList<>();
  private final Duration pause;

  private ChatEvents(Duration pause) {
    this.pause = pause;
  }

  static ChatEvents of(PaidTurn turn, ChatStyle style, boolean aborts) {
    ChatEvents body = new ChatEvents(style.pause());
    List<String> words = Arrays.asList(turn.answer().split("(?<= )"));
    int sent = aborts ? words.size() / 2 : words.size();
    words.subList(0, sent).forEach(word -> body.word(style.shape(), word));
    body.last(style.shape(), aborts ? error() : turn.completion());
    return body;
  }

  private void word(ChatStyle.Shape shape, String word) {
    switch (shape) {
      case DELTAS -> {
        ObjectNode chunk = ApiJson.object().put("object", "chat.completion.chunk");
        chunk.putArray("choices").addObject().putObject("delta").put("content", word);
        add("data: " + chunk + "\n\n");
      }
      case NAMED -> {
        add(": ping\n\n");
        add("event: message.delta\ndata: " + ApiJson.object().put("delta", word) + "\n\n");
      }
      case PLAIN -> {
        add("event: tick\r\ndata: {\"n\":1}\r\n\r\n");
        add("id: 7\r\ndata: {\r\ndata: \"text\": " + ApiJson.text(word) + "}\r\n\r\n");
      }
    }
  }

  private void last(ChatStyle.Shape shape, JsonNode whole) {
    switch (shape) {
      case DELTAS -> {
        add("data: " + whole + "\n\n");
        add("data: [DONE]\n\n");
      }
      case NAMED -> add("event: message.completed\ndata: " + whole + "\n\n");
      case PLAIN -> add("event: end\r\ndata: " + whole + "\r\n\r\n");
    }
  }

  private static ObjectNode error() {
    ObjectNode root = ApiJson.object();
    root.putObject("error")
        .put("code", "generation_failed")
        .put("message", "The model broke off.")
        .put("requestId", "req_stream");
    return root;
  }

  private void add(String event) {
    events.add(ApiJson.utf8(event));
  }

  @Override
  public long length() {
    return events.stream().mapToLong(event -> event.length).sum();
  }

  @Override
  public void writeTo(OutputStream out, long limit) throws IOException {
    long left = limit;
    for (byte[] event : events) {
      int part = (int) Math.min(left, event.length);
      out.write(event, 0, part);
      out.flush();
      left -= part;
      if (left == 0) {
        return;
      }
      rest();
    }
  }

  private void rest() throws IOException {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the simulator is shutting down");
    }
  }
}
