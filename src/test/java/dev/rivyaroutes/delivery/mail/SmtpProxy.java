package dev.rivyaroutes.delivery.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;

/** Stands before a real SMTP server, and breaks what a test says. */
final class SmtpProxy implements AutoCloseable {

  /** What is broken. */
  enum Fault {
    NONE,
    /** The server takes the mail; its answer is lost. */
    ANSWER_LOST,
    /** The connection breaks off before the server has the end of the mail. */
    END_LOST,
    /** The server refuses the receiver for good. */
    REFUSED,
    /** The server refuses the receiver for now. */
    BUSY
  }

  volatile Fault fault = Fault.NONE;

  /** The bytes of the mail that were taken so far. */
  final AtomicLong taken = new AtomicLong();

  private final int upstream;
  private ServerSocket socket;
  private int port;

  SmtpProxy(int upstream) throws IOException {
    this.upstream = upstream;
    open();
  }

  synchronized void open() throws IOException {
    if (socket == null) {
      socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
      port = socket.getLocalPort();
      ServerSocket now = socket;
      start(() -> accept(now));
    }
  }

  /** Refuses connections. */
  synchronized void shut() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    shut();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "smtp-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        Socket caller = from.accept();
        start(() -> serve(caller));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket caller) {
    try (caller;
        Socket server = new Socket(InetAddress.getByName("127.0.0.1"), upstream)) {
      InputStream commands = new BufferedInputStream(caller.getInputStream());
      InputStream answers = new BufferedInputStream(server.getInputStream());
      OutputStream toCaller = new BufferedOutputStream(caller.getOutputStream());
      OutputStream toServer = new BufferedOutputStream(server.getOutputStream());
      send(toCaller, answer(answers));
      for (String command = line(commands); command != null; command = line(commands)) {
        if (command.startsWith("RCPT") && refusal() != null) {
          send(toCaller, refusal());
          continue;
        }
        send(toServer, command);
        String answer = answer(answers);
        send(toCaller, answer);
        if (command.startsWith("DATA") && answer.startsWith("354")) {
          if (!mail(commands, toServer, answers, toCaller)) {
            return;
          }
        }
      }
    } catch (IOException e) {
      // One of them hung up.
    }
  }

  private String refusal() {
    return switch (fault) {
      case REFUSED -> "550 5.1.1 asker@example.com is unknown here\r\n";
      case BUSY -> "451 4.7.1 come back later\r\n";
      default -> null;
    };
  }

  private boolean mail(
      InputStream commands, OutputStream toServer, InputStream answers, OutputStream toCaller)
      throws IOException {
    for (String line = line(commands); line != null; line = line(commands)) {
      boolean end = line.equals(".\r\n");
      if (end && fault == Fault.END_LOST) {
        return false;
      }
      taken.addAndGet(line.length());
      if (fault == Fault.END_LOST) {
        continue; // GreenMail would log the whole text of the mail, which may be huge.
      }
      toServer.write(line.getBytes(ISO_8859_1));
      if (end) {
        toServer.flush();
        String answer = answer(answers);
        if (fault == Fault.ANSWER_LOST) {
          return false;
        }
        send(toCaller, answer);
        return true;
      }
    }
    return false;
  }

  private static void send(OutputStream to, String text) throws IOException {
    to.write(text.getBytes(ISO_8859_1));
    to.flush();
  }

  /** All lines of an answer. */
  private static String answer(InputStream from) throws IOException {
    StringBuilder answer = new StringBuilder();
    for (String line = line(from); line != null; line = line(from)) {
      answer.append(line);
      if (line.length() < 4 || line.charAt(3) != '-') {
        return answer.toString();
      }
    }
    return answer.toString();
  }

  /** A line with its end; null at the end of the connection. */
  private static String line(InputStream from) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int one = from.read(); one >= 0; one = from.read()) {
      line.append((char) one);
      if (one == '\n') {
        return line.toString();
      }
    }
    return null;
  }
}
