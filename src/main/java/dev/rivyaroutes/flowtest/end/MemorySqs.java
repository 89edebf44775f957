package dev.rivyaroutes.flowtest.end;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** Queues in memory, with any name that a flow has. A message is received once. */
public final class MemorySqs implements SqsClient {
  private static final String ADDRESS = "https://sqs.test/";

  private final Map<String, BlockingQueue<Message>> queues = new ConcurrentHashMap<>();
  private final Clock clock;
  private final Recorder recorder;
  private final ContentFacts facts;

  public MemorySqs(Clock clock, Recorder recorder, ContentFacts facts) {
    this.clock = clock;
    this.recorder = recorder;
    this.facts = facts;
  }

  /** Somebody else sends a message. */
  public void send(
      String queue, String id, String body, String group, Map<String, String> attributes) {
    Map<MessageSystemAttributeName, String> system = new HashMap<>();
    String now = Long.toString(clock.millis());
    system.put(MessageSystemAttributeName.SENT_TIMESTAMP, now);
    system.put(MessageSystemAttributeName.APPROXIMATE_FIRST_RECEIVE_TIMESTAMP, now);
    if (group != null) {
      system.put(MessageSystemAttributeName.MESSAGE_GROUP_ID, group);
    }
    Map<String, MessageAttributeValue> texts = new HashMap<>();
    attributes.forEach(
        (name, value) ->
            texts.put(
                name,
                MessageAttributeValue.builder().dataType("String").stringValue(value).build()));
    queue(queue)
        .add(
            Message.builder()
                .messageId(id)
                .receiptHandle(UUID.randomUUID().toString())
                .body(body)
                .attributes(system)
                .messageAttributes(texts)
                .build());
  }

  private BlockingQueue<Message> queue(String url) {
    return queues.computeIfAbsent(
        url.substring(url.lastIndexOf('/') + 1), first -> new LinkedBlockingQueue<>());
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // Nothing is open.
  }

  @Override
  public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
    return GetQueueUrlResponse.builder().queueUrl(ADDRESS + request.queueName()).build();
  }

  @Override
  public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
    return GetQueueAttributesResponse.builder().build();
  }

  @Override
  public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
    List<Message> received = new ArrayList<>();
    try {
      Message first = queue(request.queueUrl()).poll(1, TimeUnit.SECONDS);
      if (first != null) {
        received.add(first);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ReceiveMessageResponse.builder().messages(received).build();
  }

  @Override
  public DeleteMessageResponse deleteMessage(DeleteMessageRequest request) {
    return DeleteMessageResponse.builder().build();
  }

  @Override
  public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
      ChangeMessageVisibilityBatchRequest request) {
    return ChangeMessageVisibilityBatchResponse.builder().build();
  }

  @Override
  public SendMessageResponse sendMessage(SendMessageRequest request) {
    ObjectNode item =
        Json.PLAIN
            .createObjectNode()
            .put("queue", request.queueUrl().substring(request.queueUrl().lastIndexOf('/') + 1));
    if (request.messageGroupId() != null) {
      item.put("group", request.messageGroupId());
    }
    ObjectNode properties = item.putObject("properties");
    request.messageAttributes().forEach((name, value) -> properties.put(name, value.stringValue()));
    recorder.add(facts.add(item, request.messageBody()));
    return SendMessageResponse.builder().messageId(UUID.randomUUID().toString()).build();
  }
}
