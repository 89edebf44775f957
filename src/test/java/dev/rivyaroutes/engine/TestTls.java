package dev.rivyaroutes.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate for this machine, made by the JDK's keytool, and a JVM that trusts it. */
final class TestTls implements AutoCloseable {

  private static final String PASSWORD = "changeit";
  private static final String TRUSTED = "javax.net.ssl.trustStore";
  private static final String TRUSTED_PASSWORD = "javax.net.ssl.trustStorePassword";

  private final SSLContext context;

  TestTls(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
    Path store = folder.resolve("tls.p12");
    make(store);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    System.setProperty(TRUSTED, store.toString());
    System.setProperty(TRUSTED_PASSWORD, PASSWORD);
  }

  private static void make(Path store) throws IOException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                "test",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "SAN=ip:127.0.0.1,dns:localhost")
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes());
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IOException("keytool made no certificate: " + said);
    }
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
