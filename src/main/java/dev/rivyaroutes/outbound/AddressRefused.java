package dev.rivyaroutes.outbound;

import java.net.UnknownHostException;

/** A host is not called because of its address. The message names both. */
public class AddressRefused extends UnknownHostException {
  AddressRefused(String message) {
    super(message);
  }
}
