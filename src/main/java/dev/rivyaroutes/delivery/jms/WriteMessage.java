package dev.rivyaroutes.delivery.jms;

import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultDocument;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.delivery.ResultLinks;
import dev.rivyaroutes.media.MediaStore;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Writes results as messages: files as bytes, documents as texts. */
final class WriteMessage {
  private static final String CORRELATION_ID = "jms.correlation-id";

  /** By this property Artemis drops a message that it has already got. */
  private static final String ARTEMIS_DUPLICATE_ID = "_AMQ_DUPL_ID";

  private final MediaStore media;
  private final ResultLinks links;
  private final long maxSize;
  private final boolean artemis;

  /**
   * @param maxSize a larger file is sent as a link
   */
  WriteMessage(MediaStore media, ResultLinks links, long maxSize, boolean artemis) {
    this.media = media;
    this.links = links;
    this.maxSize = maxSize;
    this.artemis = artemis;
  }

  /**
   * @param file null for the document of the result
   */
  Message message(Session session, Result result, ResultFile file)
      throws JMSException, IOException {
    boolean bytes = file != null && file.size() <= maxSize;
    Message message = bytes ? bytes(session, file) : document(session, result, file);
    message.setStringProperty("contentType", bytes ? file.contentType() : "application/json");
    String id = file == null ? result.deliveryId() : result.deliveryId() + "/" + file.n();
    message.setStringProperty("rivyaDeliveryId", id);
    message.setStringProperty("rivyaJob", result.jobId());
    message.setStringProperty("rivyaFlow", result.flow());
    message.setStringProperty("rivyaStatus", result.status());
    if (artemis) {
      message.setStringProperty(ARTEMIS_DUPLICATE_ID, id);
    }
    String correlation = result.returnAddress().get(CORRELATION_ID);
    if (correlation != null) {
      message.setJMSCorrelationID(correlation);
    }
    return message;
  }

  private Message bytes(Session session, ResultFile file) throws JMSException, IOException {
    BytesMessage message = session.createBytesMessage();
    try (InputStream in = media.open(file.sha256())) {
      message.writeBytes(in.readAllBytes());
    }
    message.setIntProperty("rivyaFile", file.n());
    message.setStringProperty("rivyaFileName", file.name());
    return message;
  }

  private Message document(Session session, Result result, ResultFile file) throws JMSException {
    byte[] document = ResultDocument.bytes(ResultDocument.withLinks(result, file, links));
    return session.createTextMessage(new String(document, StandardCharsets.UTF_8));
  }
}
