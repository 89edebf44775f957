package dev.rivyaroutes.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.testing.RecordingLedger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@ExtendWith(OutputCaptureExtension.class)
@DirtiesContext
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    classes = HttpProgram.class,
    properties = {
      "camel.main.routes-include-pattern=classpath:camel/chat.camel.yaml,classpath:camel/receive-events.camel.yaml,classpath:camel/refuse-unknown-flow.camel.yaml,classpath:http-flows/*.camel.yaml",
      "spring.flyway.enabled=false",
      "logging.level.dev.rivyaroutes.access=info",
    })
class LocalAccessRouteTest {
  @LocalServerPort private int port;
  @Autowired private RecordingLedger ledger;

  @DynamicPropertySource
  static void folders(DynamicPropertyRegistry properties) throws IOException {
    Path folder = Files.createTempDirectory("local-access");
    properties.add("rivya.media.store", () -> "file:" + folder);
  }

  private String post(String host, String more) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket
          .getOutputStream()
          .write(
              ("POST /api/flows/listing/jobs HTTP/1.1\r\nConnection: close\r\nContent-Length: 1\r\n"
                      + "Content-Type: text/plain\r\nHost: "
                      + host
                      + "\r\n"
                      + more
                      + "\r\np")
                  .getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII).substring(9, 12);
    }
  }

  @Test
  void takesEveryProgramOnThisMachineForAnOperator() throws Exception {
    assertThat(post("localhost:" + port, "")).isEqualTo("202");
    assertThat(post("127.0.0.1:" + port, "Origin: http://127.0.0.1:" + port + "\r\n"))
        .isEqualTo("202");
  }

  @Test
  void refusesPagesOfOtherSitesAndNamesThatOnlyPointHere() throws Exception {
    ledger.clear();

    assertThat(post("localhost:" + port, "Origin: https://evil.example\r\n")).isEqualTo("403");
    assertThat(post("localhost:" + port, "Origin: null\r\n")).isEqualTo("403");
    assertThat(post("localhost:" + port, "Sec-Fetch-Site: cross-site\r\n")).isEqualTo("403");
    assertThat(post("evil.example:" + port, "")).isEqualTo("403");
    assertThat(ledger.jobs).isEmpty();
  }

  @Test
  void listensOnNoOtherAddress() throws Exception {
    InetAddress other =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
            .findFirst()
            .orElse(null);
    Assumptions.assumeTrue(other != null, "this machine has no other address");

    assertThatThrownBy(() -> new Socket(other, port).close()).isInstanceOf(IOException.class);
  }

  @Test
  void saysSoInOneLine(CapturedOutput output) {
    assertThat(output.getAll())
        .containsOnlyOnce("No caller is configured: listening on this machine");
  }
}
