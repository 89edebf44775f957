package dev.rivyaroutes.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real handshakes with certificates that the JDK's keytool made. */
class ExplainTlsTest {

  private static final char[] PASSWORD = "changeit".toCharArray();
  @TempDir static Path folder;
  private static KeyStore store;

  /** An authority, a good certificate of it for erp.example.com, and one that has expired. */
  @BeforeAll
  static void makeCertificates() throws Exception {
    keytool("-alias", "authority", "-dname", "CN=Test authority", "-ext", "bc:c");
    leaf("good", "-2d");
    leaf("expired", "-400d");
    store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("tls.p12"))) {
      store.load(in, PASSWORD);
    }
  }

  private static void leaf(String alias, String start) throws Exception {
    keytool(
        "-alias",
        alias,
        "-signer",
        "authority",
        "-dname",
        "CN=erp.example.com",
        "-ext",
        "SAN=dns:erp.example.com",
        "-startdate",
        start,
        "-validity",
        "90");
  }

  private static void keytool(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                folder.resolve("tls.p12").toString()));
    command.addAll(List.of(arguments));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes());
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(keytool.exitValue()).as(said).isZero();
  }

  /** The failure of a client that connects to this host name and trusts the authority or nobody. */
  private static SSLException handshake(String alias, String host, boolean trusts)
      throws Exception {
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry(
        "own", store.getKey(alias, PASSWORD), PASSWORD, store.getCertificateChain(alias));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    try (SSLServerSocket server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Thread thread = new Thread(() -> accept(server), "tls-server");
      thread.setDaemon(true);
      thread.start();
      return connect(server.getLocalPort(), host, trusts);
    }
  }

  private static void accept(SSLServerSocket server) {
    try (SSLSocket caller = (SSLSocket) server.accept()) {
      caller.startHandshake();
      caller.getInputStream().read();
    } catch (IOException e) {
      // The client has hung up, as it should.
    }
  }

  private static SSLException connect(int port, String host, boolean trusts) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("one", store.getCertificate(trusts ? "authority" : "good"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(
                    new java.net.Socket(InetAddress.getByName("127.0.0.1"), port),
                    host,
                    port,
                    true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return null;
    } catch (SSLException e) {
      return e;
    }
  }

  private static void assertSays(SSLException failure, String words) {
    CallFailed said = ExplainTls.of("erp.example.com", failure);
    assertThat(said).hasMessageContaining("erp.example.com").hasMessageContaining(words);
    assertThat(said).hasMessageNotContainingAny("PKIX", "Exception", "sun.", "SSL");
  }

  @Test
  void takesAGoodCertificate() throws Exception {
    assertThat(handshake("good", "erp.example.com", true)).isNull();
  }

  @Test
  void saysThatACertificateIsNotTrustedAndHowToTrustIt() throws Exception {
    SSLException failure = handshake("authority", "erp.example.com", false);

    assertSays(failure, "is not trusted here: it is self-signed, its authority is unknown");
    assertSays(failure, "add its authority to Java's trust store");
    assertThat(ExplainTls.of("erp.example.com", failure).neverLeft()).isTrue();
  }

  @Test
  void saysThatACertificateHasExpired() throws Exception {
    SSLException failure = handshake("expired", "erp.example.com", true);

    assertSays(failure, "has expired; renew it there");
    assertThat(ExplainTls.of("erp.example.com", failure).neverLeft()).isTrue();
  }

  @Test
  void saysThatACertificateIsForAnotherName() throws Exception {
    assertSays(handshake("good", "shop.example.com", true), "is for other host names");
    assertSays(new SSLPeerUnverifiedException("doesn't match"), "is for other host names");
  }

  @Test
  void saysWhatElseMayBeWrong() {
    SSLException early = new SSLHandshakeException("x");
    early.initCause(new CertificateNotYetValidException("NotBefore: …"));
    assertSays(early, "is not valid yet; check this machine's clock");
    assertSays(
        new SSLHandshakeException("Received fatal alert: protocol_version"),
        "enable TLS 1.2 or 1.3 there");
    assertSays(
        new SSLHandshakeException("No appropriate protocol (protocol is disabled)"),
        "enable TLS 1.2 or 1.3 there");
    assertSays(
        new SSLHandshakeException("Received fatal alert: certificate_required"),
        "requires a client certificate");
    assertSays(new SSLException("Unsupported or unrecognized SSL message"), "does not use TLS");
    assertSays(new SSLHandshakeException("?"), "the TLS handshake with erp.example.com failed");
    assertSays(new SSLException("Connection reset"), "was lost");
  }

  @Test
  void isTheSameBehindOtherExceptions() {
    IOException wrapped =
        new IOException("PKIX path", new SSLHandshakeException("handshake_failure"));

    assertThat(ExplainTls.message("the store", wrapped))
        .contains("the store does not support a secure TLS");
    assertThat(ExplainTls.message("the store", new IOException("x"))).isNull();
  }
}
