package dev.rivyaroutes;

import java.net.URI;
import java.util.Locale;

/** The schemes of web addresses, which have no letter case: {@code HTTPS://} is https. */
public final class WebAddress {

  private WebAddress() {}

  public static boolean isHttps(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  /** Whether it is plain http. */
  public static boolean isHttp(URI uri) {
    return "http".equalsIgnoreCase(uri.getScheme());
  }

  public static boolean isWeb(URI uri) {
    return isHttps(uri) || isHttp(uri);
  }

  /** The same address with its scheme in the usual small letters; other texts as they are. */
  public static String plain(String address) {
    int end = address.indexOf("://");
    return end < 0
        ? address
        : address.substring(0, end).toLowerCase(Locale.ROOT) + address.substring(end);
  }
}
