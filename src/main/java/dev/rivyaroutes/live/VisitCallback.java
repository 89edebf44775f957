package dev.rivyaroutes.live;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.delivery.callback.CallbackProperties;
import dev.rivyaroutes.delivery.callback.PeekReceiver;
import java.io.IOException;

/** Connects to receivers of callbacks, and sends them no request. */
final class VisitCallback {
  private final CallbackProperties properties;

  VisitCallback(CallbackProperties properties) {
    this.properties = properties;
  }

  void sink(LiveUse use, Seen seen) {
    try {
      PeekReceiver receiver = new PeekReceiver(use.connection(), properties);
      connect(receiver, use.connection(), seen);
    } catch (IllegalArgumentException e) {
      seen.error(e.getMessage(), "");
    }
  }

  private static void connect(PeekReceiver receiver, String name, Seen seen) {
    try {
      receiver.connect();
      seen.info(
          "The receiver %s can be connected to. Not tried, because it could take any request as a callback: whether it accepts the signature."
              .formatted(receiver));
    } catch (IOException e) {
      seen.error(
          "The receiver %s cannot be connected to: %s."
              .formatted(receiver, PlainWords.of(e).replaceFirst("[.]$", "")),
          "Check rivya.callbacks.%s.url and the network.".formatted(name));
    }
  }
}
