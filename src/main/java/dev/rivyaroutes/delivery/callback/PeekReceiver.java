package dev.rivyaroutes.delivery.callback;

import dev.rivyaroutes.WebAddress;
import dev.rivyaroutes.outbound.ExplainTls;
import dev.rivyaroutes.outbound.PublicAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Connects to a receiver of callbacks as far as the TLS handshake. It sends no request: a receiver
 * could take any as a callback.
 */
public final class PeekReceiver {
  private final CallbackConnection connection;

  /**
   * @throws IllegalArgumentException with key and remedy, when the receiver is missing or invalid
   */
  public PeekReceiver(String name, CallbackProperties properties) {
    connection = CallbackConnection.of(name, properties);
  }

  /** The name and the address, without path and query. */
  @Override
  public String toString() {
    return connection.toString();
  }

  /**
   * @throws IOException why no connection was made, as a sentence without a full stop
   */
  public void connect() throws IOException {
    URI url = connection.url();
    String host = url.getHost().replaceAll("[\\[\\]]", "");
    InetAddress[] addresses =
        connection.allowPrivate()
            ? InetAddress.getAllByName(host)
            : new PublicAddresses().resolve(host);
    boolean tls = WebAddress.isHttps(url);
    int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
    int timeout = (int) connection.timeout().toMillis();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(addresses[0], port), timeout);
      socket.setSoTimeout(timeout);
      if (tls) {
        shakeHands(socket, host, port);
      }
    } catch (IOException e) {
      String why = ExplainTls.message(host, e);
      throw why == null ? e : new IOException(why, e);
    }
  }

  private static void shakeHands(Socket plain, String host, int port) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
    }
  }
}
