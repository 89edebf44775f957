package dev.rivyaroutes.outbound;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Says why TLS with a host failed, and the remedy: the same for every kind of call. */
public final class ExplainTls {

  private static final int DEPTH = 20;

  private ExplainTls() {}

  /** The words for a failure; null when TLS has no part in it. */
  public static String words(String host, Throwable failure) {
    SSLException tls = find(failure, SSLException.class);
    return tls == null ? null : of(host, tls).getMessage();
  }

  static CallFailed of(String host, SSLException failure) {
    String said = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    if (find(failure, CertificateExpiredException.class) != null) {
      return untrusted(
          host,
          "the TLS certificate of %s has expired; it must be renewed there (check this machine's clock too)",
          failure);
    }
    if (find(failure, CertificateNotYetValidException.class) != null) {
      return untrusted(
          host,
          "the TLS certificate of %s is not valid yet; check this machine's clock, and the certificate there",
          failure);
    }
    if (failure instanceof SSLPeerUnverifiedException || isForOtherNames(failure)) {
      return untrusted(
          host,
          "the TLS certificate of %s is made for other names; correct the host name in the address, or the certificate there",
          failure);
    }
    if (find(failure, CertificateException.class) != null
        || find(failure, CertPathValidatorException.class) != null) {
      return untrusted(
          host,
          "the TLS certificate of %s is not trusted here: it is self-signed, its authority is not known, or it comes without its intermediate certificates; install a full, public certificate there, or add its authority to Java's trust store (-Djavax.net.ssl.trustStore)",
          failure);
    }
    if (said.contains("unrecognized ssl message") || said.contains("plaintext")) {
      return new CallFailed(
          host,
          CallFailed.Why.UNTRUSTED,
          host
              + " does not speak TLS at this port; check whether the address is http, and the port",
          failure);
    }
    if (said.contains("protocol_version")
        || said.contains("no appropriate protocol")
        || said.contains("not supported by")
        || said.contains("handshake_failure")) {
      return new CallFailed(
          host,
          CallFailed.Why.UNTRUSTED,
          host + " offers no TLS that is safe today; enable TLS 1.2 or 1.3 there",
          failure);
    }
    if (said.contains("certificate_required") || said.contains("bad_certificate")) {
      return new CallFailed(
          host,
          CallFailed.Why.TLS,
          host
              + " asks for a client certificate, and this program has none; use an address without",
          failure);
    }
    boolean handshake = failure instanceof SSLHandshakeException;
    return new CallFailed(
        host,
        CallFailed.Why.TLS,
        handshake
            ? "TLS with " + host + " could not be agreed on; check the address and the server there"
            : "the TLS connection to " + host + " broke off",
        failure);
  }

  private static CallFailed untrusted(String host, String words, SSLException failure) {
    return new CallFailed(host, CallFailed.Why.UNTRUSTED, words.formatted(host), failure);
  }

  private static boolean isForOtherNames(SSLException failure) {
    CertificateException wrong = find(failure, CertificateException.class);
    String said = wrong == null ? "" : String.valueOf(wrong.getMessage());
    return said.startsWith("No subject alternative") || said.startsWith("No name matching");
  }

  private static <T extends Throwable> T find(Throwable failure, Class<T> kind) {
    Throwable current = failure;
    for (int i = 0; i < DEPTH && current != null; i++) {
      if (kind.isInstance(current)) {
        return kind.cast(current);
      }
      current = current.getCause();
    }
    return null;
  }
}
