package dev.rivyaroutes.engine;

import dev.rivyaroutes.testing.SelfSigned;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/** A certificate for this machine, and a JVM that trusts it. */
final class TestTls implements AutoCloseable {

  private static final String TRUSTED = "javax.net.ssl.trustStore";
  private static final String TRUSTED_PASSWORD = "javax.net.ssl.trustStorePassword";

  private final SSLContext context;

  TestTls(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
    SelfSigned certificate = SelfSigned.in(folder);
    context = certificate.context();
    System.setProperty(TRUSTED, certificate.store().toString());
    System.setProperty(TRUSTED_PASSWORD, SelfSigned.PASSWORD);
  }

  SSLContext context() {
    return context;
  }

  /** The JVM trusts what it trusted before; clients that are made already go on. */
  @Override
  public void close() {
    System.clearProperty(TRUSTED);
    System.clearProperty(TRUSTED_PASSWORD);
  }
}
