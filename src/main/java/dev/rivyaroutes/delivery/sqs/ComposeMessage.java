package dev.rivyaroutes.delivery.sqs;

import dev.rivyaroutes.connection.sqs.SqsQueue;
import dev.rivyaroutes.delivery.DeliveryFailed;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultDocument;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.delivery.ResultLinks;
import dev.rivyaroutes.media.MediaStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** Composes the message of a result. The same result always gives the same message. */
final class ComposeMessage {

  /** The maximum size of a message of SQS, with its attributes. */
  private static final int MOST_BYTES = 1 << 20;

  private static final String TEXT = "String";
  private static final String ASKER_GROUP = "sqs.group";

  private final SqsQueue queue;
  private final boolean askerGroup;
  private final long fileLimit;
  private final ResultLinks links;
  private final MediaStore media;

  /**
   * @param askerGroup whether the message has the group of the message that asked
   * @param fileLimit a larger file is sent as a link
   */
  ComposeMessage(
      SqsQueue queue, boolean askerGroup, long fileLimit, ResultLinks links, MediaStore media) {
    this.queue = queue;
    this.askerGroup = askerGroup;
    this.fileLimit = fileLimit;
    this.links = links;
    this.media = media;
  }

  /**
   * @param file the one file to send; null for the document of the result
   */
  SendMessageRequest compose(String url, Result result, ResultFile file)
      throws IOException, DeliveryFailed {
    boolean whole = file != null && file.size() <= fileLimit;
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("rivya-delivery-id", result.deliveryId());
    attributes.put("rivya-job-id", result.jobId());
    attributes.put("rivya-status", result.status());
    if (file != null) {
      attributes.put("rivya-file", Integer.toString(file.n()));
    }
    attributes.put("content-type", whole ? file.contentType() : "application/json");
    if (whole) {
      attributes.put("content-encoding", "base64");
    }
    String body = whole ? base64(file) : document(result, file);
    requireSize(result, body, attributes);
    SendMessageRequest.Builder message =
        SendMessageRequest.builder().queueUrl(url).messageBody(body);
    Map<String, MessageAttributeValue> values = new LinkedHashMap<>();
    attributes.forEach(
        (name, value) ->
            values.put(
                name, MessageAttributeValue.builder().dataType(TEXT).stringValue(value).build()));
    message.messageAttributes(values);
    if (queue.isFifo()) {
      message
          .messageGroupId(group(result))
          .messageDeduplicationId(
              file == null ? result.deliveryId() : result.deliveryId() + "/" + file.n());
    }
    return message.build();
  }

  private String group(Result result) {
    String asker = askerGroup ? result.returnAddress().get(ASKER_GROUP) : null;
    return asker == null ? result.jobId() : asker;
  }

  /** SQS takes text only. */
  private String base64(ResultFile file) throws IOException {
    try (InputStream in = media.open(file.sha256())) {
      return Base64.getEncoder().encodeToString(in.readAllBytes());
    }
  }

  private String document(Result result, ResultFile file) {
    byte[] json = ResultDocument.bytes(ResultDocument.withLinks(result, file, links));
    // SQS refuses a message with these two characters, which JSON may have as they are.
    return new String(json, StandardCharsets.UTF_8)
        .replace("\uFFFE", "\\uFFFE")
        .replace("\uFFFF", "\\uFFFF");
  }

  private void requireSize(Result result, String body, Map<String, String> attributes)
      throws DeliveryFailed {
    long size = size(body);
    for (Map.Entry<String, String> one : attributes.entrySet()) {
      size += size(one.getKey()) + size(one.getValue()) + size(TEXT);
    }
    if (size > MOST_BYTES) {
      throw DeliveryFailed.permanently(
          "The result of job %s was not sent to the queue %s: its message has %,d bytes, and SQS takes at most %,d. Read the result at %s, or use shorter prompts."
              .formatted(result.jobId(), queue.name(), size, MOST_BYTES, links.job(result)),
          null);
    }
  }

  private static long size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
