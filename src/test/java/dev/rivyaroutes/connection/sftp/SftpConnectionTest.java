package dev.rivyaroutes.connection.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.connection.sftp.SftpConnectionProperties.Algorithms;
import dev.rivyaroutes.connection.sftp.SftpFailed.Why;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections to real servers: host keys, logins, algorithms, calls. */
class SftpConnectionTest {
  @TempDir private Path temp;
  private TestSftpServer server;
  private SftpConnections connections;

  @BeforeEach
  void start() throws Exception {
    server = new TestSftpServer(temp.resolve("server"));
  }

  @AfterEach
  void stop() throws Exception {
    if (connections != null) {
      connections.destroy();
    }
    server.close();
  }

  private SftpSession open(SftpOf settings) throws SftpFailed {
    return connection(settings).open();
  }

  private SftpConnection connection(SftpOf settings) {
    if (connections != null) {
      connections.destroy();
    }
    connections = settings.connections();
    return connections.get("default");
  }

  @Test
  void writesReadsListsAndRenames() throws Exception {
    try (SftpSession session = open(server.connection())) {
      session.createFolder("/größe 猫");
      byte[] bytes = new byte[3_000_000];
      new java.util.Random(7).nextBytes(bytes);

      assertThat(session.write("/größe 猫/a.part", new ByteArrayInputStream(bytes)))
          .isEqualTo(bytes.length);
      session.rename("/größe 猫/a.part", "/größe 猫/a*?.png");
      SftpFile found = session.find("/größe 猫/a*?.png").orElseThrow();
      try (InputStream in = session.read("/größe 猫/a*?.png", found)) {
        assertThat(in.readAllBytes()).isEqualTo(bytes);
      }
      List<SftpFile> listed = new ArrayList<>();
      session.list("/größe 猫", listed::add);

      assertThat(server.root().resolve("größe 猫/a*?.png")).hasBinaryContent(bytes);
      assertThat(listed).containsExactly(found);
      assertThat(found.isFile()).isTrue();
      assertThat(session.find("/none")).isEmpty();
      assertThat(session.realPath("/größe 猫/../größe 猫")).isEqualTo("/größe 猫");
    }
  }

  @Test
  void findsNamesOfAnyBytesAgain() throws Exception {
    String odd =
        new String(new byte[] {'a', (byte) 0xff, (byte) 0xe4}, StandardCharsets.ISO_8859_1);

    assertThat(WireName.text(odd)).isEqualTo("a\\xff\\xe4");
    assertThat(WireName.text(WireName.of("größe 猫"))).isEqualTo("größe 猫");
    Files.writeString(server.root().resolve("größe"), "x");
    try (SftpSession session = connection(server.connection()).openForBytes()) {
      List<SftpFile> listed = new ArrayList<>();
      session.list("/", listed::add);
      assertThat(listed).extracting(SftpFile::name).containsExactly(WireName.of("größe"));
      assertThat(session.find("/" + listed.get(0).name())).isPresent();
    }
  }

  @Test
  void replacesAFileInOneStep() throws Exception {
    Files.writeString(server.root().resolve("old"), "old");
    Files.writeString(server.root().resolve("new"), "new");
    try (SftpSession session = open(server.connection())) {
      assertThatThrownBy(() -> session.rename("/new", "/old")).isInstanceOf(SftpFailed.class);
      assertThat(server.root().resolve("old")).hasContent("old");
      assertThat(session.replace("/new", "/old")).isTrue();
    }

    assertThat(server.root().resolve("old")).hasContent("new");
    assertThat(server.root().resolve("new")).doesNotExist();
  }

  @Test
  void readsNoFileThatALinkLeadsTo() throws Exception {
    Files.writeString(temp.resolve("secret"), "secret");
    Path file = Files.writeString(server.root().resolve("a.txt"), "public");
    try (SftpSession session = open(server.connection())) {
      SftpFile found = session.find("/a.txt").orElseThrow();
      Files.delete(file);
      Files.createSymbolicLink(file, temp.resolve("secret"));
      Files.setLastModifiedTime(
          temp.resolve("secret"), java.nio.file.attribute.FileTime.fromMillis(1_000));

      assertThatThrownBy(() -> session.read("/a.txt", found)).isInstanceOf(SftpFailed.class);
      assertThat(session.find("/a.txt").orElseThrow().kind()).isEqualTo(SftpFile.Kind.LINK);
    }
  }

  @Test
  void refusesAChangedHostKeyWithBothFingerprints() throws Exception {
    String before = server.fingerprint();
    open(server.connection()).close();
    SftpOf settings = server.connection();
    server.setHostKeys(TestSftpServer.key("EC", 256));

    assertThatThrownBy(() -> open(settings))
        .isInstanceOf(SftpFailed.class)
        .hasMessageContaining("it has " + server.fingerprint() + " (ecdsa-sha2-nistp256)")
        .hasMessageContaining("expected " + before)
        .hasMessageContaining("rivya.sftp.default.fingerprints");
    assertThat(server.logins).hasValue(1);
  }

  /** The client cannot know which of the server's keys has the fingerprint. */
  @Test
  void findsTheExpectedAmongSeveralHostKeys() throws Exception {
    server.setHostKeys(TestSftpServer.key("EC", 256), TestSftpServer.key("RSA", 2048), ed25519());
    for (String fingerprint : server.fingerprints()) {
      open(server.connection().fingerprints(fingerprint)).close();
    }
    String other = HostKeys.fingerprint(TestSftpServer.key("EC", 256).getPublic());

    assertThatThrownBy(() -> open(server.connection().fingerprints(other)))
        .hasMessageContainingAll(server.fingerprints().toArray(String[]::new))
        .hasMessageContaining("expected " + other);
    assertThat(server.logins).hasValue(3);
  }

  private static KeyPair ed25519() {
    return TestSftpServer.key("Ed25519", 0);
  }

  @Test
  void takesTheHostKeyFromKnownHosts() throws Exception {
    KeyPair rsa = TestSftpServer.key("RSA", 2048);
    server.setHostKeys(TestSftpServer.key("EC", 256), rsa);
    Path known = temp.resolve("known_hosts");
    String host = "[127.0.0.1]:" + server.port() + " ";
    Files.writeString(
        known,
        "# a comment\nother.example.com ssh-ed25519 AAAA\n".replaceAll("other.*\n", "")
            + host
            + PublicKeyEntry.toString(rsa.getPublic())
            + "\n");
    open(server.connection().knownHosts(known.toString())).close();

    Files.writeString(known, host + PublicKeyEntry.toString(ed25519().getPublic()) + "\n");
    assertThatThrownBy(() -> open(server.connection().knownHosts(known.toString())))
        .hasMessageContaining("rivya.sftp.default.known-hosts")
        .hasMessageContaining(HostKeys.fingerprint(rsa.getPublic()));
    Files.writeString(known, "");
    assertThatThrownBy(() -> open(server.connection().knownHosts(known.toString())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ssh-keyscan -p %d 127.0.0.1 >> %s".formatted(server.port(), known));
    Files.delete(known);
    assertThatThrownBy(() -> open(server.connection().knownHosts(known.toString())))
        .hasMessageContaining("does not exist");
  }

  @ParameterizedTest
  @CsvSource({
    "ed25519, openssh, ''",
    "ed25519, openssh, open sesame",
    "rsa, pem, ''",
    "rsa, pem, open sesame",
    "ecdsa, pem, ''",
    "ecdsa, pkcs8, open sesame",
    "ecdsa, openssh, open sesame"
  })
  void logsInWithKeys(String type, String format, String passphrase) throws Exception {
    Path file = temp.resolve("id");
    List<String> command =
        new ArrayList<>(
            List.of("ssh-keygen", "-q", "-t", type, "-N", passphrase, "-f", file.toString()));
    if (!format.equals("openssh")) {
      command.addAll(List.of("-m", format));
    }
    Process made = new ProcessBuilder(command).inheritIO().start();
    assertThat(made.waitFor()).isZero();
    var publicKey =
        PublicKeyEntry.parsePublicKeyEntry(Files.readString(Path.of(file + ".pub")))
            .resolvePublicKey(null, null, null);
    accept(publicKey);

    boolean asText = type.equals("ecdsa");
    SftpOf settings = server.connection().login("shop", "");
    open(asText
            ? settings.key(Files.readString(file), passphrase)
            : settings.keyFile(file.toString(), passphrase))
        .close();

    assertThat(server.logins).hasValue(1);
    if (!passphrase.isEmpty()) {
      assertThatThrownBy(
              () -> open(server.connection().login("shop", "").keyFile(file.toString(), "wrong")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("rivya.sftp.default.passphrase does not open")
          .hasMessageContaining(file.toString());
      assertThatThrownBy(
              () -> open(server.connection().login("shop", "").keyFile(file.toString(), "")))
          .hasMessageContaining("rivya.sftp.default.passphrase is not set");
    }
  }

  private void accept(java.security.PublicKey key) throws Exception {
    server.close();
    server =
        new TestSftpServer(
            temp.resolve("server"),
            ssh -> {
              ssh.setPasswordAuthenticator(null);
              ssh.setPublickeyAuthenticator(
                  (user, offered, session) -> KeyUtils.compareKeys(key, offered));
            });
  }

  @Test
  void namesWhatIsWrongWithALogin() throws Exception {
    assertThatThrownBy(() -> open(server.connection().login("shop", "hunter-2-wrong")))
        .isInstanceOf(SftpFailed.class)
        .hasMessageContaining("refused the login of shop with the password")
        .hasMessageContaining("rivya.sftp.default.password")
        .hasMessageNotContaining("hunter-2-wrong");
    assertThatThrownBy(() -> open(server.connection().key("-----BEGIN nonsense", "")))
        .hasMessageContaining("rivya.sftp.default.private-key is no usable private key");
    assertThatThrownBy(() -> open(server.connection().keyFile(temp + "/none", "")))
        .hasMessageContaining("private-key-file (" + temp + "/none) does not exist");
  }

  @Test
  void namesWhatTheServerOffersWhenItIsTooOld() throws Exception {
    server.close();
    server = new TestSftpServer(temp.resolve("server"), SftpConnectionTest::old);
    server.setHostKeys(TestSftpServer.key("RSA", 2048));

    assertThatThrownBy(() -> open(server.connection()))
        .isInstanceOf(SftpFailed.class)
        .hasMessageContaining("offers as key exchange only diffie-hellman-group1-sha1")
        .hasMessageContaining(
            "set rivya.sftp.default.algorithms.key-exchange: diffie-hellman-group1-sha1");
    assertThatThrownBy(() -> open(server.connection().algorithms(old(List.of(), List.of()))))
        .hasMessageContaining("offers as cipher only 3des-cbc")
        .hasMessageContaining("set rivya.sftp.default.algorithms.cipher: 3des-cbc");
    assertThatThrownBy(
            () -> open(server.connection().algorithms(old(List.of("3des-cbc"), List.of()))))
        .hasMessageContaining("set rivya.sftp.default.algorithms.mac: hmac-md5");

    open(server.connection().algorithms(old(List.of("3des-cbc"), List.of("hmac-md5")))).close();
    assertThat(server.logins).hasValue(1);
  }

  private static Algorithms old(List<String> ciphers, List<String> macs) {
    return new Algorithms(List.of("diffie-hellman-group1-sha1"), List.of(), ciphers, macs);
  }

  private static void old(SshServer ssh) {
    ssh.setKeyExchangeFactories(List.of(ServerBuilder.DH2KEX.apply(BuiltinDHFactories.dhg1)));
    ssh.setCipherFactories(List.of(BuiltinCiphers.tripledescbc));
    ssh.setMacFactories(List.of(BuiltinMacs.hmacmd5));
  }

  @Test
  void explainsServersThatAreNotThere() throws Exception {
    int closed;
    try (ServerSocket silent = new ServerSocket(0)) {
      closed = silent.getLocalPort();
      assertThatThrownBy(
              () ->
                  open(
                      server
                          .connection()
                          .host("127.0.0.1", closed)
                          .timeout(Duration.ofMillis(500))))
          .isInstanceOf(SftpFailed.class)
          .hasMessageContaining("did not answer in time");
    }
    assertThatThrownBy(() -> open(server.connection().host("127.0.0.1", closed)))
        .hasMessageContaining("refuses connections. Check rivya.sftp.default.host");
    assertThatThrownBy(() -> open(server.connection().host("no-such-host.invalid", 22)))
        .hasMessageContaining("has no address in DNS");
    SftpSession session = open(server.connection());
    server.dropConnections();
    assertThatThrownBy(() -> session.find("/"))
        .isInstanceOfSatisfying(
            SftpFailed.class, e -> assertThat(e.why()).isEqualTo(Why.CONNECTION));
    assertThat(session.isOpen()).isFalse();
  }

  @Test
  void saysWhichKeyIsWrong() {
    SftpOf none = new SftpOf().login("shop", "secret-7");
    assertThatThrownBy(none::connections)
        .hasMessageContaining("rivya.sftp.default has no host key")
        .hasMessageContaining("ssh-keyscan -p 22 sftp.example.com | ssh-keygen -lf -");
    assertThatThrownBy(() -> new SftpOf().fingerprints("SHA256:abc").login("a", "b").connections())
        .hasMessageContaining("rivya.sftp.default.fingerprints has \"SHA256:abc\"");
    SftpOf valid = new SftpOf().fingerprints("SHA256:" + "a".repeat(43));
    assertThatThrownBy(valid::connections).hasMessageContaining("rivya.sftp.default has no login");
    valid.login("shop", "secret-7");
    assertThat(valid.connections().describe().toString()).doesNotContain("secret-7");
    assertThat(valid.settings().toString()).contains("password set").doesNotContain("secret-7");
    assertThatThrownBy(() -> valid.connections().get("partner"))
        .hasMessageContaining("no SFTP connection \"partner\"")
        .hasMessageContaining("[default]");
    assertThatThrownBy(() -> valid.host("sftp://x", 22).connections())
        .hasMessageContaining("rivya.sftp.default.host is \"sftp://x\"");
    assertThatThrownBy(
            () ->
                valid
                    .host("x", 22)
                    .algorithms(new Algorithms(List.of("dh-9"), List.of(), List.of(), List.of()))
                    .connections())
        .hasMessageContaining("rivya.sftp.default.algorithms.key-exchange has \"dh-9\"")
        .hasMessageContaining("diffie-hellman-group1-sha1");
  }
}
