package dev.rivyaroutes.connection.sftp;

import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.RejectAllPublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A real SFTP server over a folder, which keeps its port when it is stopped and started again. */
public final class TestSftpServer implements AutoCloseable {
  public static final String USER = "shop";
  public static final String PASSWORD = "ocean-blue-31";

  private final Path root;
  private final Consumer<SshServer> settings;
  private KeyPair[] hostKeys;
  private int port;
  private SshServer server;

  /** How often a client has logged in. */
  public final AtomicInteger logins = new AtomicInteger();

  /** How often a folder was listed. */
  public final AtomicInteger listings = new AtomicInteger();

  /** Sees what clients do with files, and may refuse it. */
  public volatile SftpEventListener events = new SftpEventListener() {};

  public TestSftpServer(Path root) throws IOException {
    this(root, server -> {});
  }

  public TestSftpServer(Path root, Consumer<SshServer> settings) throws IOException {
    this.root = Files.createDirectories(root);
    this.settings = settings;
    this.hostKeys = new KeyPair[] {key("EC", 256)};
    start();
  }

  public static KeyPair key(String algorithm, int size) {
    try {
      var generator = SecurityUtils.getKeyPairGenerator(algorithm);
      if (size > 0) {
        generator.initialize(size);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public void setHostKeys(KeyPair... keys) throws IOException {
    hostKeys = keys;
    stop();
    start();
  }

  public void start() throws IOException {
    server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setPort(port);
    server.setNioWorkers(2);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKeys));
    server.setPasswordAuthenticator(
        (user, password, session) -> user.equals(USER) && password.equals(PASSWORD));
    server.setPublickeyAuthenticator(RejectAllPublickeyAuthenticator.INSTANCE);
    server.setFileSystemFactory(new VirtualFileSystemFactory(root));
    SftpSubsystemFactory sftp = new SftpSubsystemFactory.Builder().build();
    sftp.addSftpEventListener(new Forwarding());
    server.setSubsystemFactories(List.of(sftp));
    server.addSessionListener(
        new SessionListener() {
          @Override
          public void sessionEvent(Session session, Event event) {
            if (event == Event.Authenticated) {
              logins.incrementAndGet();
            }
          }
        });
    settings.accept(server);
    server.start();
    port = server.getPort();
  }

  /** Passes on what the events of now want to see. */
  private final class Forwarding implements SftpEventListener {
    @Override
    public void opening(ServerSession session, String remoteHandle, Handle localHandle)
        throws IOException {
      if (localHandle instanceof DirectoryHandle) {
        listings.incrementAndGet();
      }
      events.opening(session, remoteHandle, localHandle);
    }

    @Override
    public void writing(
        ServerSession session,
        String remoteHandle,
        FileHandle localHandle,
        long offset,
        byte[] data,
        int dataOffset,
        int dataLen)
        throws IOException {
      events.writing(session, remoteHandle, localHandle, offset, data, dataOffset, dataLen);
    }

    @Override
    public void moving(ServerSession session, Path from, Path to, Collection<CopyOption> options)
        throws IOException {
      events.moving(session, from, to, options);
    }

    @Override
    public void moved(
        ServerSession session, Path from, Path to, Collection<CopyOption> options, Throwable thrown)
        throws IOException {
      events.moved(session, from, to, options, thrown);
    }
  }

  public void stop() throws IOException {
    server.stop(true);
  }

  /** Breaks all connections without a word. */
  public void dropConnections() {
    server.getActiveSessions().forEach(session -> session.getIoSession().close(true));
  }

  public int port() {
    return port;
  }

  public Path root() {
    return root;
  }

  public String fingerprint() {
    return HostKeys.fingerprint(hostKeys[0].getPublic());
  }

  public List<String> fingerprints() {
    return Stream.of(hostKeys).map(key -> HostKeys.fingerprint(key.getPublic())).toList();
  }

  /** The settings of a connection to it. */
  public SftpOf connection() {
    return new SftpOf()
        .host("127.0.0.1", port)
        .login(USER, PASSWORD)
        .fingerprints(fingerprint())
        .timeout(Duration.ofSeconds(10));
  }

  @Override
  public void close() throws IOException {
    stop();
  }
}
