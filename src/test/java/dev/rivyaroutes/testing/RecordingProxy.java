package dev.rivyaroutes.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/** A way to a server that records what its callers send, byte by byte. */
public final class RecordingProxy implements AutoCloseable {
  private static final Pattern REQUEST = Pattern.compile("(?m)^([A-Z]+) (\\S+) HTTP/1\\.1\r?$");

  private final ServerSocket server;
  private final int target;
  private final Queue<StringBuffer> sent = new ConcurrentLinkedQueue<>();

  public RecordingProxy(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** What was sent so far, a connection after the other; each byte is a character. */
  public String sent() {
    return String.join("\n", sent);
  }

  /** The lines that were sent. */
  public List<String> lines() {
    return sent().lines().toList();
  }

  /** The methods and paths of HTTP calls. */
  public List<String> calls() {
    return REQUEST.matcher(sent()).results().map(one -> one.group(1) + " " + one.group(2)).toList();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // One of both has closed the connection.
                Thread.currentThread().interrupt();
              }
            },
            "recording-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (!server.isClosed()) {
      Socket caller = server.accept();
      Socket called = new Socket(InetAddress.getLoopbackAddress(), target);
      StringBuffer record = new StringBuffer();
      sent.add(record);
      start(() -> pump(caller, called, record));
      start(() -> pump(called, caller, new StringBuffer()));
    }
  }

  private static void pump(Socket from, Socket to, StringBuffer record) throws IOException {
    byte[] buffer = new byte[8192];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        record.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
        out.write(buffer, 0, n);
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
