package dev.rivyaroutes.connection.jms;

import jakarta.jms.ObjectMessage;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;

/** The bytes of an object message. It is never deserialised: that could run code of strangers. */
public final class ObjectBytes {

  private ObjectBytes() {}

  /** Null where the client does not give them. */
  public static byte[] of(ObjectMessage message) {
    if (message instanceof ActiveMQMessage artemis) {
      ActiveMQBuffer body = artemis.getCoreMessage().getReadOnlyBodyBuffer();
      if (body.readableBytes() >= Integer.BYTES) {
        byte[] bytes = new byte[Math.min(body.readInt(), body.readableBytes())];
        body.readBytes(bytes);
        return bytes;
      }
    }
    return null;
  }
}
