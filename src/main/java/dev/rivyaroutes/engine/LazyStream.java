package dev.rivyaroutes.engine;

import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that is opened by its first read, so that a sink which reads elsewhere costs nothing.
 */
final class LazyStream extends InputStream {

  /** Opens the bytes. */
  interface Open {
    InputStream open() throws IOException;
  }

  private final Open source;
  private InputStream opened;

  LazyStream(Open source) {
    this.source = source;
  }

  private InputStream stream() throws IOException {
    if (opened == null) {
      opened = source.open();
    }
    return opened;
  }

  @Override
  public int read() throws IOException {
    return stream().read();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    return stream().read(buffer, offset, length);
  }

  @Override
  public int available() throws IOException {
    return stream().available();
  }

  @Override
  public void close() throws IOException {
    if (opened != null) {
      opened.close();
    }
  }
}
