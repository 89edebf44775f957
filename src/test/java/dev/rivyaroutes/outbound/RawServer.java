package dev.rivyaroutes.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A real server on this machine that writes whatever a test says, at the pace that it says. */
final class RawServer implements AutoCloseable {

  /** Writes the answer to one caller. */
  public interface Answer {
    void to(OutputStream out) throws IOException;
  }

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
  private final CountDownLatch over = new CountDownLatch(1);
  private final Answer answer;

  RawServer(Answer answer) throws IOException {
    this.answer = answer;
    Thread thread = new Thread(this::accept, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket caller = socket.accept();
        Thread thread = new Thread(() -> serve(caller), "raw-caller");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      caller.getInputStream().read(new byte[4096]);
      answer.to(caller.getOutputStream());
    } catch (SocketException e) {
      // The caller hung up.
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes a piece again and again until the caller hangs up or the test ends. */
  void drip(OutputStream out, String piece, int eachMillis) throws IOException {
    try {
      while (!over.await(eachMillis, TimeUnit.MILLISECONDS)) {
        out.write(piece.getBytes(ISO_8859_1));
        out.flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  String host() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    over.countDown();
    socket.close();
  }
}
