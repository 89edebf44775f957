package dev.rivyaroutes.flowtest.end;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.RejectAllPublickeyAuthenticator;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** An SFTP server of this process over a folder, for this machine only. */
public final class SftpEnd implements AutoCloseable {
  public static final String USER = "test";
  public static final String PASSWORD = "test";
  public static final String HOST = "127.0.0.1";

  private final SshServer server = SshServer.setUpDefaultServer();
  private final KeyPair hostKey;
  private final Path root;

  public SftpEnd(Path root) {
    this.root = root;
    try {
      Files.createDirectories(root);
      KeyPairGenerator generator = SecurityUtils.getKeyPairGenerator(KeyUtils.EC_ALGORITHM);
      generator.initialize(256);
      hostKey = generator.generateKeyPair();
      server.setHost(HOST);
      server.setPort(0);
      server.setNioWorkers(2);
      server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
      server.setPasswordAuthenticator(
          (user, password, session) -> user.equals(USER) && password.equals(PASSWORD));
      server.setPublickeyAuthenticator(RejectAllPublickeyAuthenticator.INSTANCE);
      server.setFileSystemFactory(new VirtualFileSystemFactory(root));
      server.setSubsystemFactories(List.of(new SftpSubsystemFactory.Builder().build()));
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public Path root() {
    return root;
  }

  public int port() {
    return server.getPort();
  }

  public String fingerprint() {
    return KeyUtils.getFingerPrint(BuiltinDigests.sha256, hostKey.getPublic());
  }

  @Override
  public void close() {
    try {
      server.stop(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
