package dev.rivyaroutes.outbound;

import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.camel.util.ObjectHelper;

/** Explains why TLS with a host failed, and the remedy, in the same way for every call. */
public final class ExplainTls {

  private ExplainTls() {}

  /** The message for a failure; null when it is not a failure of TLS. */
  public static String message(String host, Throwable failure) {
    SSLException tls = ObjectHelper.getException(SSLException.class, failure);
    return tls == null ? null : of(host, tls).getMessage();
  }

  static CallFailed of(String host, SSLException failure) {
    String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    if (ObjectHelper.getException(CertificateExpiredException.class, failure) != null) {
      return untrusted(
          host,
          "the TLS certificate of %s has expired; renew it there (and check this machine's clock)",
          failure);
    }
    if (ObjectHelper.getException(CertificateNotYetValidException.class, failure) != null) {
      return untrusted(
          host,
          "the TLS certificate of %s is not valid yet; check this machine's clock, and the certificate there",
          failure);
    }
    if (failure instanceof SSLPeerUnverifiedException || isForOtherNames(failure)) {
      return untrusted(
          host,
          "the TLS certificate of %s is for other host names; correct the host name in the address, or the certificate there",
          failure);
    }
    if (ObjectHelper.getException(CertificateException.class, failure) != null
        || ObjectHelper.getException(CertPathValidatorException.class, failure) != null) {
      return untrusted(
          host,
          "the TLS certificate of %s is not trusted here: it is self-signed, its authority is unknown, or an intermediate certificate is missing; install a complete public certificate there, or add its authority to Java's trust store (-Djavax.net.ssl.trustStore)",
          failure);
    }
    if (text.contains("unrecognized ssl message") || text.contains("plaintext")) {
      return new CallFailed(
          host,
          CallFailed.Why.UNTRUSTED,
          host + " does not use TLS on this port; check the scheme and the port of the address",
          failure);
    }
    if (text.contains("protocol_version")
        || text.contains("no appropriate protocol")
        || text.contains("not supported by")
        || text.contains("handshake_failure")) {
      return new CallFailed(
          host,
          CallFailed.Why.UNTRUSTED,
          host + " does not support a secure TLS version; enable TLS 1.2 or 1.3 there",
          failure);
    }
    if (text.contains("certificate_required") || text.contains("bad_certificate")) {
      return new CallFailed(
          host,
          CallFailed.Why.TLS,
          host
              + " requires a client certificate, which is not supported; use an address that does not",
          failure);
    }
    boolean handshake = failure instanceof SSLHandshakeException;
    return new CallFailed(
        host,
        CallFailed.Why.TLS,
        handshake
            ? "the TLS handshake with " + host + " failed; check the address and the server there"
            : "the TLS connection to " + host + " was lost",
        failure);
  }

  private static CallFailed untrusted(String host, String message, SSLException failure) {
    return new CallFailed(host, CallFailed.Why.UNTRUSTED, message.formatted(host), failure);
  }

  private static boolean isForOtherNames(SSLException failure) {
    CertificateException wrong = ObjectHelper.getException(CertificateException.class, failure);
    String text = wrong == null ? "" : String.valueOf(wrong.getMessage());
    return text.startsWith("No subject alternative") || text.startsWith("No name matching");
  }
}
