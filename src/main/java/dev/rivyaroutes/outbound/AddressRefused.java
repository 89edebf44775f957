package dev.rivyaroutes.outbound;

import java.net.UnknownHostException;

/** A host is not called because of its address. The message names both. */
public class AddressRefused extends UnknownHostException implements ReadableMessage {
  private final String host;

  public AddressRefused(String host, String message) {
    super(message);
    this.host = host;
  }

  public String host() {
    return host;
  }
}
