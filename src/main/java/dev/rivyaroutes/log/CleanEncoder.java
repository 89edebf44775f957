package dev.rivyaroutes.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;

/** Passes cleaned events to an encoder of any format. */
final class CleanEncoder extends EncoderBase<ILoggingEvent> {

  private final Encoder<ILoggingEvent> encoder;

  CleanEncoder(Encoder<ILoggingEvent> encoder) {
    this.encoder = encoder;
    setContext(encoder.getContext());
  }

  @Override
  public byte[] headerBytes() {
    return encoder.headerBytes();
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    return encoder.encode(new CleanEvent(event));
  }

  @Override
  public byte[] footerBytes() {
    return encoder.footerBytes();
  }

  @Override
  public void stop() {
    super.stop();
    encoder.stop();
  }
}
