package dev.rivyaroutes.flowtest.end;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A broker that takes the messages that flows send. */
public final class MemoryJms {
  private final Recorder recorder;
  private final ContentFacts facts;

  public MemoryJms(Recorder recorder, ContentFacts facts) {
    this.recorder = recorder;
    this.facts = facts;
  }

  public ConnectionFactory factory() {
    return Proxies.of(
        ConnectionFactory.class,
        (method, arguments) -> method.equals("createConnection") ? connection() : null);
  }

  private Connection connection() {
    return Proxies.of(
        Connection.class,
        (method, arguments) ->
            method.equals("createSession") ? session((boolean) arguments[0]) : null);
  }

  private Session session(boolean transacted) {
    return Proxies.of(
        Session.class,
        (method, arguments) ->
            switch (method) {
              case "getTransacted" -> transacted;
              case "createQueue" -> queue((String) arguments[0]);
              case "createTopic" -> topic((String) arguments[0]);
              case "createProducer" -> producer(arguments[0]);
              case "createTextMessage" -> text((String) arguments[0]);
              case "createBytesMessage" -> Written.of(BytesMessage.class);
              default -> null;
            });
  }

  private static Queue queue(String name) {
    return Proxies.of(Queue.class, (method, arguments) -> name);
  }

  private static Topic topic(String name) {
    return Proxies.of(Topic.class, (method, arguments) -> name);
  }

  private static TextMessage text(String text) throws Exception {
    TextMessage message = Written.of(TextMessage.class);
    message.setText(text);
    return message;
  }

  private MessageProducer producer(Object destination) throws Exception {
    String to =
        destination instanceof Queue queue
            ? "queue:" + queue.getQueueName()
            : "topic:" + ((Topic) destination).getTopicName();
    return Proxies.of(
        MessageProducer.class,
        (method, arguments) -> {
          if (method.equals("send")) {
            recorder.add(Written.in((Message) arguments[0]).item(to, facts));
          }
          return null;
        });
  }

  /** What the sender wrote into a message. */
  private static final class Written implements Proxies.Calls {
    private final Map<String, String> properties = new LinkedHashMap<>();
    private String correlationId;
    private byte[] body = new byte[0];

    static <T extends Message> T of(Class<T> type) {
      return Proxies.of(type, new Written());
    }

    static Written in(Message message) {
      return (Written) ((Proxies.Handler) Proxy.getInvocationHandler(message)).calls();
    }

    @Override
    public Object call(String method, Object[] arguments) {
      switch (method) {
        case "setStringProperty", "setIntProperty" ->
            properties.put((String) arguments[0], String.valueOf(arguments[1]));
        case "setJMSCorrelationID" -> correlationId = (String) arguments[0];
        case "setText" -> body = ((String) arguments[0]).getBytes(StandardCharsets.UTF_8);
        case "writeBytes" -> body = (byte[]) arguments[0];
        default -> {
          return null;
        }
      }
      return null;
    }

    private ObjectNode item(String to, ContentFacts facts) {
      ObjectNode item = Json.PLAIN.createObjectNode().put("to", to);
      if (correlationId != null) {
        item.put("correlation-id", correlationId);
      }
      ObjectNode all = item.putObject("properties");
      properties.forEach(all::put);
      return facts.add(item, body);
    }
  }
}
