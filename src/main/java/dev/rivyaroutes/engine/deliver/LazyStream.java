package dev.rivyaroutes.engine.deliver;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * A stream that is opened by its first read, so that a sink which reads elsewhere costs nothing. It
 * can be read again, since it opens again: Camel needs no copy of it, in memory or on disk.
 */
final class LazyStream extends InputStream implements StreamCache {

  interface Open {
    InputStream open() throws IOException;
  }

  private final Open source;
  private final long length;
  private InputStream opened;
  private long position;

  private LazyStream(Open source, long length) {
    this.source = source;
    this.length = length;
  }

  /** The stream for one exchange; it is closed at the end of it. */
  static LazyStream of(Exchange exchange, Open source, long length) {
    LazyStream stream = new LazyStream(source, length);
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                stream.reset();
              }
            });
    return stream;
  }

  private InputStream stream() throws IOException {
    if (opened == null) {
      opened = source.open();
    }
    return opened;
  }

  @Override
  public int read() throws IOException {
    int one = stream().read();
    position += one < 0 ? 0 : 1;
    return one;
  }

  @Override
  public int read(byte[] buffer, int offset, int size) throws IOException {
    int read = stream().read(buffer, offset, size);
    position += Math.max(0, read);
    return read;
  }

  @Override
  public int available() throws IOException {
    return stream().available();
  }

  /** The next read begins at the first byte. */
  @Override
  public void reset() {
    try {
      close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    transferTo(out);
  }

  @Override
  public StreamCache copy(Exchange exchange) {
    return of(exchange, source, length);
  }

  @Override
  public boolean inMemory() {
    return false;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void close() throws IOException {
    InputStream open = opened;
    opened = null;
    position = 0;
    if (open != null) {
      open.close();
    }
  }
}
