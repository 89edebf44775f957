package dev.rivyaroutes.mail.server;

import jakarta.mail.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.SocketFactory;

/**
 * The settings of one connection to a mail server, and its socket: closing it ends every call at
 * once, also one that waits for an answer.
 */
public final class MailSession {

  private final Session session;
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();

  public MailSession(MailServer server, MailNetwork network) {
    this.session = Session.getInstance(properties(server, network));
  }

  public Session session() {
    return session;
  }

  /** Changes the maximum wait for the next bytes of an answer. */
  public void waitFor(Duration answer) throws IOException {
    for (Socket socket : sockets) {
      socket.setSoTimeout((int) answer.toMillis());
    }
  }

  public void closeSockets() {
    for (Socket socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        // Nothing is read from it any more.
      }
    }
  }

  private Properties properties(MailServer server, MailNetwork network) {
    String prefix = "mail." + server.protocol() + ".";
    String millis = Long.toString(server.timeout().toMillis());
    Properties properties = new Properties();
    properties.put("mail.debug", "false");
    properties.put(prefix + "connectiontimeout", millis);
    properties.put(prefix + "timeout", millis);
    properties.put(prefix + "writetimeout", millis);
    properties.put(prefix + "executor.writetimeout", network.writeTimeouts());
    properties.put(prefix + "socketFactory", new RecordSockets());
    // Otherwise a failed connection is tried a second time, with twice the wait.
    properties.put(prefix + "socketFactory.fallback", "false");
    properties.put(prefix + "ssl.enable", Boolean.toString(server.tls() == Tls.IMPLICIT));
    properties.put(prefix + "ssl.checkserveridentity", "true");
    properties.put(prefix + "starttls.enable", Boolean.toString(server.tls() == Tls.STARTTLS));
    properties.put(prefix + "starttls.required", Boolean.toString(server.tls() == Tls.STARTTLS));
    // A shared mailbox may be readable only.
    properties.put(prefix + "allowreadonlyselect", "true");
    if (network.trust() != null) {
      properties.put(prefix + "ssl.socketFactory", network.trust());
    }
    if (server.credential().provider().isOn()) {
      properties.put(prefix + "auth.mechanisms", "XOAUTH2");
    }
    return properties;
  }

  /** Angus Mail asks only for unconnected sockets. */
  private final class RecordSockets extends SocketFactory {

    @Override
    public Socket createSocket() {
      Socket socket = new Socket();
      sockets.add(socket);
      return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }
  }
}
