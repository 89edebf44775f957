package dev.rivyaroutes.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ObjIntConsumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * A way to a server that falls silent where a test says so, as when its host is gone without a
 * word: connections stay open and are taken, and nothing passes any more, for those of that time
 * not even when it is back.
 */
public final class SilentProxy implements AutoCloseable {

  private final int target;
  private final Supplier<ObjIntConsumer<byte[]>> sent;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private volatile ServerSocket server;
  private volatile boolean silent;
  private final int port;

  public SilentProxy(int target) throws IOException {
    this(target, null);
  }

  /**
   * @param tls the callers' side is encrypted; null: it is not
   */
  public SilentProxy(int target, SSLContext tls) throws IOException {
    this(target, tls, () -> (bytes, length) -> {});
  }

  /**
   * @param sent gives for each connection what sees the bytes of the caller before they pass
   */
  SilentProxy(int target, SSLContext tls, Supplier<ObjIntConsumer<byte[]>> sent)
      throws IOException {
    this.target = target;
    this.sent = sent;
    // The system could give a port of its own choice to a caller that retries while this is shut.
    server =
        tls == null
            ? new ServerSocket(FreePort.find(), 50, InetAddress.getLoopbackAddress())
            : tls.getServerSocketFactory()
                .createServerSocket(FreePort.find(), 50, InetAddress.getLoopbackAddress());
    port = server.getLocalPort();
    accept(server);
  }

  /** The connections that are open now. */
  public int connections() {
    return links.size();
  }

  /** Breaks the connections that are open now; new ones pass. */
  public void breakConnections() {
    links.forEach(Link::close);
  }

  public int port() {
    return port;
  }

  /** From now on nothing passes. */
  public void fallSilent() {
    silent = true;
    links.forEach(link -> link.dead = true);
  }

  /** New connections pass again. */
  public void speak() {
    silent = false;
  }

  /** The server's process ends: connections break, and new ones are refused. */
  public void shut() throws IOException {
    server.close();
    links.forEach(Link::close);
  }

  public void open() throws IOException {
    ServerSocket again = new ServerSocket();
    again.setReuseAddress(true);
    again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    server = again;
    accept(again);
  }

  private void accept(ServerSocket from) {
    start(
        () -> {
          while (!from.isClosed()) {
            Link link = new Link(from.accept());
            links.add(link);
            link.pump();
            if (from.isClosed()) {
              link.close(); // It came too late to be closed by shut.
            }
          }
        });
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
                // The connection or the proxy is closed.
                Thread.currentThread().interrupt();
              }
            },
            "silent-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private final class Link {
    private final Socket caller;
    private final Socket server;
    private volatile boolean dead = silent;

    private Link(Socket caller) throws IOException {
      this.caller = caller;
      this.server = new Socket(InetAddress.getLoopbackAddress(), target);
    }

    private void pump() {
      ObjIntConsumer<byte[]> record = sent.get();
      start(() -> pump(caller, server, record));
      start(() -> pump(server, caller, (bytes, length) -> {}));
    }

    private void pump(Socket from, Socket to, ObjIntConsumer<byte[]> passing) throws IOException {
      byte[] buffer = new byte[8192];
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      try {
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
          if (!dead) {
            passing.accept(buffer, length);
            out.write(buffer, 0, length);
          }
        }
      } finally {
        close();
      }
    }

    private void close() {
      try {
        caller.close();
        server.close();
      } catch (IOException e) {
        // It is closed anyway.
        links.remove(this);
      }
      links.remove(this);
    }
  }

  @Override
  public void close() throws IOException {
    shut();
  }
}
