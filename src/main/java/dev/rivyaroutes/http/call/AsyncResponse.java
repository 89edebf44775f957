package dev.rivyaroutes.http.call;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A response that is written asynchronously in pieces; no thread waits for its caller. Sending
 * neither blocks nor fails: {@link #isOver} says whether the caller has disconnected or leaves too
 * much unread. Safe for concurrent use.
 */
public final class AsyncResponse implements WriteListener {

  private static final Logger LOG = LoggerFactory.getLogger(AsyncResponse.class);

  /** A caller that leaves more than this unread is not waited for. */
  private static final int MOST_UNREAD = 4 << 20;

  private interface Part {
    void write(HttpServletResponse response, ServletOutputStream out) throws IOException;
  }

  private final Queue<Part> parts = new ConcurrentLinkedQueue<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong unread = new AtomicLong();
  private final AsyncContext async;
  private final HttpServletResponse response;
  private final ServletOutputStream out;
  private final Runnable whenOver;
  private boolean unflushed;
  private boolean last;
  private Chunks pieces;
  private volatile boolean released;
  private volatile boolean cut;
  private volatile boolean over;

  private AsyncResponse(AsyncContext async, HttpServletResponse response, Runnable whenOver)
      throws IOException {
    this.async = async;
    this.response = response;
    this.out = response.getOutputStream();
    this.whenOver = whenOver;
  }

  /**
   * Lets the server's thread go when it returns.
   *
   * @param whenOver called when the call is over, whatever its end
   */
  public static AsyncResponse of(
      HttpServletRequest request, HttpServletResponse response, Runnable whenOver)
      throws IOException {
    AsyncContext async =
        request.isAsyncStarted()
            ? request.getAsyncContext()
            : request.startAsync(request, response);
    async.setTimeout(0);
    AsyncResponse call = new AsyncResponse(async, response, whenOver);
    async.addListener(new OnCompletion(call::close));
    call.out.setWriteListener(call);
    return call;
  }

  /** Begins an answer whose bytes come later. */
  public void begin(HttpAnswer head) {
    add((to, bytes) -> head.writeHead(to));
  }

  public void send(byte[] bytes) {
    if (unread.addAndGet(bytes.length) > MOST_UNREAD && !cut) {
      LOG.debug("A caller does not read its answer; the call is ended");
      cut = true;
      parts.clear();
      parts.add((to, none) -> last = true);
      write();
    }
    add(
        (to, stream) -> {
          stream.write(bytes);
          unread.addAndGet(-bytes.length);
        });
  }

  public void end(byte[] bytes) {
    send(bytes);
    add((to, none) -> last = true);
  }

  /** The whole answer, as fast as the caller takes it. */
  public void end(HttpAnswer answer) {
    add(
        (to, stream) -> {
          answer.writeHead(to);
          if (answer.length() < 0) {
            last = true;
          } else {
            to.setContentLengthLong(answer.length());
            pieces = new Chunks(answer.body().open());
          }
        });
  }

  /** Whether the caller no longer reads. */
  public boolean isOver() {
    return over || cut;
  }

  private void add(Part part) {
    if (!isOver()) {
      parts.add(part);
      write();
    }
  }

  /** The server's own thread has left the call: from now on others may write. */
  @Override
  public void onWritePossible() {
    released = true;
    write();
  }

  private void write() {
    lock.lock();
    try {
      if (released) {
        writeWhatGoes();
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("The caller of an open call went away", e);
      over = true;
      complete();
    } finally {
      lock.unlock();
    }
  }

  private void writeWhatGoes() throws IOException {
    while (!over && out.isReady()) {
      Part part =
          last
              ? null
              : pieces != null ? (to, stream) -> last = !pieces.writeTo(stream) : parts.poll();
      if (part != null) {
        part.write(response, out);
        unflushed = true;
      } else if (unflushed) {
        unflushed = false;
        out.flush();
      } else {
        if (last) {
          over = true;
          complete();
        }
        return;
      }
    }
  }

  /** Without this, a call whose caller is gone would stay at work until the program ends. */
  private void complete() {
    try {
      async.complete();
    } catch (IllegalStateException e) {
      LOG.debug("The server has ended an open call by itself", e);
    }
  }

  /**
   * Waits for a write that is under way: once this has returned, the server uses the response for
   * another call, and a write that ends later would spoil that one.
   */
  private void close() {
    lock.lock();
    over = true;
    if (pieces != null) {
      pieces.close();
    }
    lock.unlock();
    whenOver.run();
  }

  @Override
  public void onError(Throwable failure) {
    close();
    complete();
  }
}
