package dev.rivyaroutes;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/** Checks web addresses. Schemes are case-insensitive: {@code HTTPS://} is https. */
public final class WebAddress {

  private static final int HIGHEST_PORT = 65_535;
  private static final Pattern OWN =
      Pattern.compile("(?i)localhost|127(?:\\.\\d{1,3}){3}|\\[?::1]?");

  private WebAddress() {}

  public static boolean isHttps(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  public static boolean isHttp(URI uri) {
    return "http".equalsIgnoreCase(uri.getScheme());
  }

  public static boolean isWeb(URI uri) {
    return isHttps(uri) || isHttp(uri);
  }

  /** Whether a text is a web address that a client can call. */
  public static boolean isCallable(String address) {
    try {
      URI uri = URI.create(address);
      return isWeb(uri) && isCallable(uri);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether a client can call it: it has a host, no user name, and a port that exists. */
  public static boolean isCallable(URI uri) {
    return uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getPort() != 0
        && uri.getPort() <= HIGHEST_PORT;
  }

  /** Whether a host in the configuration is this machine. Names are not looked up in DNS. */
  public static boolean isLoopback(String host) {
    return OWN.matcher(host.strip()).matches();
  }

  /** Whether secrets may be sent there: by https, or by http on this machine. */
  public static boolean isSafeForSecrets(String address) {
    return isCallable(address)
        && (isHttps(URI.create(address)) || isLoopback(URI.create(address).getHost()));
  }

  /** The same address with its scheme in the usual small letters; other texts as they are. */
  public static String plain(String address) {
    int end = address.indexOf("://");
    return end < 0
        ? address
        : address.substring(0, end).toLowerCase(Locale.ROOT) + address.substring(end);
  }

  /** The same without slashes at its end, so that a path can be added. */
  public static String base(String address) {
    String plain = plain(address);
    int end = plain.length();
    while (end > 0 && plain.charAt(end - 1) == '/') {
      end--;
    }
    return plain.substring(0, end);
  }
}
