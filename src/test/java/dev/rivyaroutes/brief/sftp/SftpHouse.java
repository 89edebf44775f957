package dev.rivyaroutes.brief.sftp;

import dev.rivyaroutes.brief.SourceProcess;
import dev.rivyaroutes.brief.SourceWorld;
import dev.rivyaroutes.connection.sftp.SftpConnections;
import dev.rivyaroutes.connection.sftp.SftpOf;
import dev.rivyaroutes.connection.sftp.TestSftpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** A folder on a real server, and the program. */
final class SftpHouse implements AutoCloseable {
  final TestSftpServer server;
  final SourceWorld world = new SourceWorld();
  final Path in;

  SftpHouse(Path folder) throws IOException {
    server = new TestSftpServer(folder.resolve("server"));
    in = Files.createDirectories(server.root().resolve("in"));
  }

  static Map<String, String> parameters(String... more) {
    Map<String, String> all = new HashMap<>();
    all.put("directory", "/in");
    all.put("stability", "1s");
    all.put("delay", "2s");
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return all;
  }

  SourceProcess start(String name, Map<String, String> parameters) throws Exception {
    return new SourceProcess(
            name,
            world,
            Connections.class,
            Map.of(
                "test.port",
                Integer.toString(server.port()),
                "test.fingerprint",
                server.fingerprint()))
        .start("sftp-drop-source", parameters);
  }

  /** Drops a whole file, as a client does that renames it when it is complete. */
  void drop(String name, String content) throws IOException {
    drop(name, content.getBytes(StandardCharsets.UTF_8));
  }

  void drop(String name, byte[] content) throws IOException {
    Path file = in.resolve(name);
    Files.createDirectories(file.getParent());
    Path part = server.root().resolve(UUID.randomUUID() + ".part");
    Files.write(part, content);
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }

  List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(in)) {
      return all.filter(path -> !Files.isDirectory(path))
          .map(path -> in.relativize(path).toString())
          .sorted()
          .toList();
    }
  }

  List<String> refused() {
    return world.quarantined().stream().map(one -> one.message().refusal().reason()).toList();
  }

  @Override
  public void close() throws Exception {
    server.close();
    world.close();
  }

  /** The connections of the program: the server, and one with a wrong password. */
  @Configuration(proxyBeanMethods = false)
  static class Connections {
    @Bean
    SftpConnections sftpConnections(Environment environment) {
      return SftpOf.connections(
          Map.of(
              "default", of(environment, TestSftpServer.PASSWORD),
              "wrong", of(environment, "not-the-password")));
    }

    private static SftpOf of(Environment environment, String password) {
      return new SftpOf()
          .host("127.0.0.1", environment.getRequiredProperty("test.port", Integer.class))
          .fingerprints(environment.getRequiredProperty("test.fingerprint"))
          .login(TestSftpServer.USER, password)
          .timeout(Duration.ofSeconds(10));
    }
  }
}
