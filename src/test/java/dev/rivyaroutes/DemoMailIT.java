package dev.rivyaroutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.testing.FreePort;
import dev.rivyaroutes.testing.GreenMailServer;
import dev.rivyaroutes.testing.ProgramProcess;
import jakarta.mail.internet.MimeMessage;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** The demo as mvn spring-boot:run starts it: its classes and libraries, the mailbox among them. */
class DemoMailIT {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir Path folder;
  private Path log;

  @BeforeEach
  void copyTheProject() throws IOException {
    log = folder.resolve("log");
    for (String part : List.of("config", "routes")) {
      FileSystemUtils.copyRecursively(Path.of(part), folder.resolve(part));
    }
  }

  private ProgramProcess start(int smtp, int imap) throws IOException {
    String libraries =
        Stream.of(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"))
                    .split(File.pathSeparator))
            .filter(one -> one.endsWith(".jar") && !one.endsWith("rivya-routes.jar"))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ProgramProcess.QUICK);
    command.addAll(
        List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "-cp",
            Path.of("target/classes").toAbsolutePath() + File.pathSeparator + libraries,
            RivyaRoutes.class.getName(),
            "--spring.profiles.active=demo",
            "--server.port=0",
            "--management.server.port=0",
            "--demo.mail.smtp-port=" + smtp,
            "--demo.mail.imap-port=" + imap));
    ProgramProcess program = ProgramProcess.start(command, folder, log);
    program.awaitStarted();
    return program;
  }

  private int bash(String line) throws Exception {
    // The picture is named from the project.
    String here = line.replace("@src/", "@" + Path.of("src").toAbsolutePath() + "/");
    return new ProcessBuilder("bash", "-c", here)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said").toFile())
        .start()
        .waitFor();
  }

  @Test
  void answersTheMailOfTheReadme() throws Exception {
    int smtp = FreePort.find();
    int imap = FreePort.find();
    List<String> calls = DocumentedCommands.mailCalls(smtp, imap);
    assertThat(calls).hasSize(2);
    try (ProgramProcess program = start(smtp, imap)) {
      assertThat(bash(calls.get(0))).as(calls.get(0)).isZero();
      Path answer = folder.resolve("answer.eml");
      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(250))
          .until(() -> bash(calls.get(1)) == 0 && Files.exists(answer) && Files.size(answer) > 0);

      MimeMessage mail =
          GreenMailServer.message(Files.readString(answer, StandardCharsets.ISO_8859_1));
      assertThat(mail.getSubject()).isEqualTo("Re: A cup in the snow");
      assertThat(Files.readString(answer)).contains("Content-Type: image/png");
      assertThat(program.stop(LIMIT)).isTrue();
    }
    assertThat(Files.readString(log)).doesNotContain(" WARN ", " ERROR ", "\tat ");
  }

  @Test
  void runsTheRestOfTheDemoWhereAPortOfTheMailboxIsInUse() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ProgramProcess program = start(other.getLocalPort(), FreePort.find())) {
      assertThat(Files.readString(log))
          .contains("The demo's mailbox could not start, so the flow demo-mail is off");
      await()
          .atMost(LIMIT)
          .until(() -> Files.exists(folder.resolve("data/demo/out/bicycle-1.png")));
      assertThat(program.stop(LIMIT)).isTrue();
    }
  }
}
