package dev.rivyaroutes.media;

import dev.rivyaroutes.outbound.ReadableMessage;
import java.net.UnknownHostException;

/** A host is not connected to because of where its name leads. The message names both. */
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
