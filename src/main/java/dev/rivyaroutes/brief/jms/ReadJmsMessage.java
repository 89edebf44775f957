package dev.rivyaroutes.brief.jms;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.connection.jms.JmsDestination;
import dev.rivyaroutes.connection.jms.ObjectBytes;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a message of the client. One whose body is corrupt is a message with a problem. */
final class ReadJmsMessage {
  private final Message message;
  private String kind = "message";
  private String text;
  private byte[] bytes;
  private Map<String, Object> map;
  private List<Object> list;
  private String problem;

  private ReadJmsMessage(Message message) {
    this.message = message;
  }

  /**
   * @throws JMSException if the broker cannot be read now
   */
  static JmsMessage of(Message message) throws JMSException {
    ReadJmsMessage read = new ReadJmsMessage(message);
    try {
      read.body();
    } catch (MessageFormatException | RuntimeException e) {
      read.problem = PlainWords.of(e).replaceFirst("[.\\s]+$", "");
    }
    JmsDestination replyTo = JmsDestination.of(message.getJMSReplyTo());
    return new JmsMessage(
        read.kind,
        new JmsHeaders(
            message.getJMSMessageID(),
            message.getJMSCorrelationID(),
            replyTo == null ? null : replyTo.toString(),
            message.getJMSTimestamp()),
        read.properties(),
        new JmsBody(read.text, read.bytes, read.map, read.list),
        read.problem);
  }

  private void body() throws JMSException {
    if (message instanceof TextMessage body) {
      kind = "text";
      text = body.getText();
    } else if (message instanceof BytesMessage body) {
      kind = "bytes";
      bytes = new byte[Math.toIntExact(body.getBodyLength())];
      body.readBytes(bytes);
    } else if (message instanceof MapMessage body) {
      kind = "map";
      map = map(body);
    } else if (message instanceof ObjectMessage body) {
      kind = "object";
      bytes = ObjectBytes.of(body);
    } else if (message instanceof StreamMessage body) {
      kind = "stream";
      list = list(body);
    }
  }

  private static Map<String, Object> map(MapMessage body) throws JMSException {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Object name : Collections.list(body.getMapNames())) {
      map.put(name.toString(), value(body.getObject(name.toString())));
    }
    return map;
  }

  /** Bytes as a data URL, which a brief may name as a reference. */
  private static Object value(Object value) {
    if (value instanceof byte[] bytes) {
      return "data:application/octet-stream;base64," + Base64.getEncoder().encodeToString(bytes);
    }
    return value instanceof Character ? value.toString() : value;
  }

  private static List<Object> list(StreamMessage body) throws JMSException {
    List<Object> list = new ArrayList<>();
    try {
      while (true) {
        list.add(value(body.readObject()));
      }
    } catch (MessageEOFException e) {
      return list;
    }
  }

  private Map<String, Object> properties() throws JMSException {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Object name : Collections.list(message.getPropertyNames())) {
      Object value = message.getObjectProperty(name.toString());
      if (value instanceof String || value instanceof Number || value instanceof Boolean) {
        properties.put(name.toString(), value);
      }
    }
    return properties;
  }
}
