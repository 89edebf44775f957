package dev.rivyaroutes.delivery.kafka;

import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultDocument;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.delivery.ResultLinks;
import dev.rivyaroutes.media.MediaStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Composes the record of a result. The same result always gives the same record. */
final class ComposeRecord {
  private static final String JSON = "application/json";
  private static final String BASE64 = ";base64";
  private static final String ASKER_KEY = "kafka.key";
  private static final String ASKER_HEADER = "kafka.header.";

  private final String topic;
  private final boolean askerKey;
  private final long fileLimit;
  private final ResultLinks links;
  private final MediaStore media;

  ComposeRecord(
      String topic, boolean askerKey, long fileLimit, ResultLinks links, MediaStore media) {
    this.topic = topic;
    this.askerKey = askerKey;
    this.fileLimit = fileLimit;
    this.links = links;
    this.media = media;
  }

  /**
   * @param file the one file to write; null for the document of the result
   */
  ProducerRecord<byte[], byte[]> compose(Result result, ResultFile file) throws IOException {
    boolean whole = file != null && file.size() <= fileLimit;
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, key(result), whole ? bytes(file) : document(result, file));
    Headers headers = record.headers();
    result.returnAddress().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(ASKER_HEADER))
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry ->
                headers.add(
                    name(entry.getKey()).substring(ASKER_HEADER.length()),
                    value(entry.getKey(), entry.getValue())));
    headers.add("rivya-delivery-id", utf8(result.deliveryId()));
    headers.add("rivya-job-id", utf8(result.jobId()));
    headers.add("rivya-status", utf8(result.status()));
    if (file != null) {
      headers.add("rivya-file", utf8(Integer.toString(file.n())));
    }
    headers.add("content-type", utf8(whole ? file.contentType() : JSON));
    return record;
  }

  private byte[] key(Result result) {
    if (askerKey) {
      for (String name : List.of(ASKER_KEY, ASKER_KEY + BASE64)) {
        String text = result.returnAddress().get(name);
        if (text != null) {
          return value(name, text);
        }
      }
    }
    return utf8(result.jobId());
  }

  private byte[] document(Result result, ResultFile file) {
    return ResultDocument.bytes(ResultDocument.withLinks(result, file, links));
  }

  private byte[] bytes(ResultFile file) throws IOException {
    try (InputStream in = media.open(file.sha256())) {
      return in.readAllBytes();
    }
  }

  private static String name(String key) {
    return key.endsWith(BASE64) ? key.substring(0, key.length() - BASE64.length()) : key;
  }

  private static byte[] value(String key, String text) {
    return key.endsWith(BASE64) ? Base64.getDecoder().decode(text) : utf8(text);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
