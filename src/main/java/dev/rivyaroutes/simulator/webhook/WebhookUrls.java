package dev.rivyaroutes.simulator.webhook;

import dev.rivyaroutes.outbound.PublicAddresses;
import dev.rivyaroutes.simulator.server.ApiError;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * Validates the URL of an endpoint: https without credentials and fragment, neither local nor
 * private. Names are not resolved.
 */
final class WebhookUrls {

  private WebhookUrls() {}

  static void check(String url, boolean publicOnly) {
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException e) {
      throw rejected("is no address");
    }
    String host = uri.getHost();
    if (host == null || uri.getScheme() == null || !uri.getScheme().matches("https?")) {
      throw rejected("is no https address");
    }
    if (!publicOnly) {
      return;
    }
    if (!uri.getScheme().equals("https")) {
      throw rejected("is not https");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw rejected("has credentials or a fragment");
    }
    String name = host.toLowerCase(Locale.ROOT);
    if (name.equals("localhost") || name.endsWith(".localhost") || name.endsWith(".local")) {
      throw rejected("is local");
    }
    if (isNumber(name) && !isPublic(name)) {
      throw rejected("is not public");
    }
  }

  private static boolean isNumber(String host) {
    return host.startsWith("[") || host.matches("[0-9.]+");
  }

  private static boolean isPublic(String number) {
    try {
      return PublicAddresses.isPublic(InetAddress.getByName(number));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static ApiError rejected(String why) {
    return new ApiError(400, "webhook_url_rejected", "The webhook URL " + why + ".");
  }
}
