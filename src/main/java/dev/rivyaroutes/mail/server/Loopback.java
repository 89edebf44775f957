package dev.rivyaroutes.mail.server;

import java.util.regex.Pattern;

/** Whether a host in the configuration is this machine. Names are not looked up in DNS. */
public final class Loopback {

  private static final Pattern OWN =
      Pattern.compile("(?i)localhost|127(?:\\.\\d{1,3}){3}|\\[?::1]?");

  private Loopback() {}

  public static boolean isLoopback(String host) {
    return OWN.matcher(host.strip()).matches();
  }
}
