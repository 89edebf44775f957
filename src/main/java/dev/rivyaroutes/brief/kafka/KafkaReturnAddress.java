package dev.rivyaroutes.brief.kafka;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a record keeps for its answer: its key and its headers, as far as they fit. The names are
 * those that kafka-result-sink reads.
 */
final class KafkaReturnAddress {
  private static final int MOST = 18;
  private static final int MOST_CHARACTERS = 6_000;

  private final Map<String, String> address = new LinkedHashMap<>();
  private int characters;

  private KafkaReturnAddress() {}

  static Map<String, String> of(KafkaRecord record) {
    KafkaReturnAddress address = new KafkaReturnAddress();
    address.put("kafka.key", Bytes.of(record.key()));
    for (KafkaRecord.Header header : record.headers()) {
      if (isKept(header.name())) {
        address.put("kafka.header." + header.name(), Bytes.of(header.value()));
      }
    }
    return address.address;
  }

  /** Camel's headers would steer a component; the content's type is that of the brief. */
  private static boolean isKept(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return !lower.startsWith("camel")
        && !lower.startsWith("org.apache.camel")
        && !lower.startsWith("rivya-")
        && !lower.equals("content-type")
        && !lower.equals("content-encoding")
        && !lower.equals("contenttype");
  }

  private void put(String name, Bytes value) {
    if (value == null) {
      return;
    }
    boolean text = value.text() != null;
    String key = text ? name : name + ";base64";
    String kept = text ? value.text() : value.base64();
    int size = key.length() + kept.length();
    if (address.size() < MOST && characters + size <= MOST_CHARACTERS) {
      characters += size;
      address.put(key, kept);
    }
  }
}
