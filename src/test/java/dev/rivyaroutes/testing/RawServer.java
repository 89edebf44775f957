package dev.rivyaroutes.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A real server on this machine that writes the bytes that a test gives, as slowly as it likes. */
public final class RawServer implements AutoCloseable {

  /** Writes the answer to one caller. */
  public interface Answer {
    void to(RawServer server, OutputStream out) throws IOException;
  }

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
  private final CountDownLatch over = new CountDownLatch(1);
  private final Answer answer;

  public RawServer(Answer answer) throws IOException {
    this.answer = answer;
    start(this::accept);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket caller = socket.accept();
        start(() -> serve(caller));
      } catch (IOException e) {
        return;
      }
    }
  }

  /** Ends its half of the connection first: a reset would destroy what the caller has not read. */
  private void serve(Socket caller) {
    try (caller) {
      caller.getInputStream().read(new byte[65_536]);
      answer.to(this, caller.getOutputStream());
      caller.shutdownOutput();
      caller.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (SocketException e) {
      // The caller hung up.
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a piece again and again until the caller hangs up or the server is closed. */
  public void drip(OutputStream out, String piece, int eachMillis) throws IOException {
    try {
      while (!over.await(eachMillis, TimeUnit.MILLISECONDS)) {
        write(out, piece);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  public String host() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    over.countDown();
    socket.close();
  }
}
