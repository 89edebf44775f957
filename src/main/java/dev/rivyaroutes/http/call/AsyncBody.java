package dev.rivyaroutes.http.call;

import dev.rivyaroutes.http.BodyMemoryUsedUp;
import dev.rivyaroutes.http.CallBroken;
import dev.rivyaroutes.http.CallTooSlow;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The body of a call. Its start, which most bodies do not exceed, is received asynchronously;
 * reading the rest blocks, as with any stream.
 */
final class AsyncBody extends InputStream implements ReadListener {

  /** The bytes of a body that are awaited without a thread. */
  static final int START = 1 << 20;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final byte[] buffer = new byte[8192];
  private final ServletInputStream in;
  private final MemoryBudget memory;
  private final ReceiveBody.Received then;
  private ByteArrayOutputStream collected = new ByteArrayOutputStream();
  private InputStream start;
  private IOException failure;
  private boolean ended;

  AsyncBody(ServletInputStream in, MemoryBudget memory, ReceiveBody.Received then) {
    this.in = in;
    this.memory = memory;
    this.then = then;
  }

  @Override
  public void onDataAvailable() throws IOException {
    boolean full = false;
    lock.lock();
    try {
      if (start == null) {
        full = collect();
      }
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
    if (full) {
      then.received(this, false, null);
    }
  }

  /** Whether the start is complete, and more may be behind it. */
  private boolean collect() throws IOException {
    while (collected.size() < START && in.isReady()) {
      int n = in.read(buffer, 0, Math.min(buffer.length, START - collected.size()));
      if (n < 0) {
        return false;
      }
      memory.take(n);
      collected.write(buffer, 0, n);
    }
    if (collected.size() < START || in.isFinished()) {
      return false;
    }
    begin();
    return true;
  }

  private void begin() {
    start = new ByteArrayInputStream(collected.toByteArray());
    collected = null;
  }

  @Override
  public void onAllDataRead() {
    boolean first;
    lock.lock();
    try {
      ended = true;
      first = start == null;
      if (first) {
        begin();
      }
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
    if (first) {
      then.received(this, true, null);
    }
  }

  @Override
  public void onError(Throwable thrown) {
    boolean first;
    lock.lock();
    try {
      if (failure == null) {
        failure = failure(thrown);
      }
      first = start == null;
      if (first) {
        begin();
      }
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
    if (first) {
      then.received(this, true, failure);
    }
  }

  private static IOException failure(Throwable thrown) {
    if (thrown instanceof BodyMemoryUsedUp full) {
      return full;
    }
    return CallTooSlow.isBehind(thrown)
        ? new CallTooSlow(thrown)
        : new CallBroken(thrown instanceof IOException e ? e : new IOException(thrown));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    lock.lock();
    try {
      int n = start.read(bytes, offset, length);
      if (n >= 0 || length == 0) {
        return n;
      }
      await();
      n = ended ? -1 : in.read(bytes, offset, length);
      ended |= n < 0;
      return n;
    } finally {
      lock.unlock();
    }
  }

  /** The server ends the wait for a caller that is too slow. */
  private void await() throws IOException {
    while (failure == null && !ended && !in.isReady()) {
      arrived.awaitUninterruptibly();
    }
    if (failure != null) {
      throw failure;
    }
  }
}
