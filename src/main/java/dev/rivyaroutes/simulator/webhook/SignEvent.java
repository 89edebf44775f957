package dev.rivyaroutes.simulator.webhook;

import dev.rivyaroutes.simulator.server.ApiJson;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/** Signs events by either scheme, once for each valid secret. */
final class SignEvent {

  private static final String PREFIX = "whsec_";

  private SignEvent() {}

  static Map<String, String> headers(
      WebhookStyle style, List<String> secrets, WebhookEvent event, Instant timestamp) {
    String time = Long.toString(timestamp.getEpochSecond());
    return switch (style.scheme()) {
      case STANDARD_WEBHOOKS ->
          Map.of(
              "webhook-id",
              event.id(),
              "webhook-timestamp",
              time,
              "webhook-signature",
              secrets.stream()
                  .map(secret -> "v1," + standard(secret, event, time))
                  .collect(Collectors.joining(" ")));
      case TIMESTAMPED ->
          Map.of(
              style.header(),
              "t=%s%s"
                  .formatted(
                      time,
                      secrets.stream()
                          .map(secret -> ",v1=" + timestamped(secret, event, time))
                          .collect(Collectors.joining())));
    };
  }

  private static String standard(String secret, WebhookEvent event, String time) {
    byte[] key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    return Base64.getEncoder().encodeToString(mac(key, event.id() + "." + time + ".", event));
  }

  private static String timestamped(String secret, WebhookEvent event, String time) {
    return HexFormat.of().formatHex(mac(ApiJson.utf8(secret), time + ".", event));
  }

  private static byte[] mac(byte[] key, String head, WebhookEvent event) {
    Mac mac = HmacUtils.getInitializedMac(HmacAlgorithms.HMAC_SHA_256, key);
    mac.update(ApiJson.utf8(head));
    return mac.doFinal(event.body());
  }
}
