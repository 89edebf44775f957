package dev.rivyaroutes.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A real server on this machine for protocols of lines, such as SMTP and IMAP: a script answers.
 */
public final class ScriptedServer implements AutoCloseable {

  /** Talks with one caller; the connection is closed at its end. */
  public interface Script {
    void talk(Talk talk) throws IOException;
  }

  public final List<String> heard = new CopyOnWriteArrayList<>();
  private final ServerSocket socket;
  private final Script script;
  private final Set<Talk> open = ConcurrentHashMap.newKeySet();

  public ScriptedServer(Script script) throws IOException {
    this(script, null);
  }

  /**
   * @param tls for connections that are encrypted from their start; null for plain ones
   */
  public ScriptedServer(Script script, SSLContext tls) throws IOException {
    this.script = script;
    InetAddress here = InetAddress.getByName("127.0.0.1");
    socket =
        tls == null
            ? new ServerSocket(0, 50, here)
            : tls.getServerSocketFactory().createServerSocket(0, 50, here);
    start(this::accept);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Talk talk = new Talk(socket.accept());
        open.add(talk);
        start(() -> serve(talk));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Talk talk) {
    try {
      script.talk(talk);
    } catch (IOException e) {
      // The caller hung up, or does not want TLS.
    } finally {
      talk.close();
      open.remove(talk);
    }
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** The number of connections that are open now. */
  public int connections() {
    return open.size();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    open.forEach(Talk::close);
  }

  /** One connection. */
  public final class Talk {
    private Socket socket;

    private Talk(Socket socket) {
      this.socket = socket;
    }

    /** The next line without its end; null at the end of the connection. */
    public String read() throws IOException {
      InputStream in = socket.getInputStream();
      StringBuilder line = new StringBuilder();
      for (int one = in.read(); one != '\n'; one = in.read()) {
        if (one < 0) {
          return null;
        }
        line.append((char) one);
      }
      String text = line.toString().replaceFirst("\r$", "");
      heard.add(text);
      return text;
    }

    /** The lines up to a single dot; null if the connection ends before it. */
    public List<String> readMail() throws IOException {
      List<String> lines = new ArrayList<>();
      for (String line = read(); !".".equals(line); line = read()) {
        if (line == null) {
          return null;
        }
        lines.add(line);
      }
      return lines;
    }

    public void say(String line) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write((line + "\r\n").getBytes(ISO_8859_1));
      out.flush();
    }

    /** Says nothing until the caller hangs up. */
    public void beSilent() throws IOException {
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    }

    public void startTls(SSLContext context) throws IOException {
      SSLSocket tls =
          (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
      tls.setUseClientMode(false);
      tls.startHandshake();
      socket = tls;
    }

    private void close() {
      try {
        socket.close();
      } catch (IOException e) {
        // It is closed anyway.
      }
    }
  }
}
