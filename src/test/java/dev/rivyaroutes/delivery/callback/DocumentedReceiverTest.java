package dev.rivyaroutes.delivery.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.Webhook;
import dev.rivyaroutes.testing.Document;
import dev.rivyaroutes.testing.FreePort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The receiver of the documents, run as it is there, where this machine has a Python. */
@EnabledIf("hasPython")
class DocumentedReceiverTest {

  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String ID = "01M8EKMBDD0PE83GSGBV1B3NF1";

  @TempDir Path folder;
  private Process receiver;
  private String body;
  private URI address;

  static boolean hasPython() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @BeforeEach
  void start() throws IOException {
    int port = FreePort.find();
    address = URI.create("http://127.0.0.1:" + port);
    Document page = Document.page("delivery-and-callbacks");
    body = page.blocks("json").get(0).text();
    String program = page.blocks("python").get(0).text().replace("9000", Integer.toString(port));
    ProcessBuilder python =
        new ProcessBuilder("python3", "-c", program)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile());
    python.environment().put("CALLBACK_SECRET", SECRET);
    receiver = python.start();
    await().ignoreException(ConnectException.class).until(() -> post("", Instant.now(), "") == 401);
  }

  @AfterEach
  void stop() {
    receiver.destroyForcibly();
  }

  @Test
  void acceptsWhatIsSignedAndNothingElse() throws Exception {
    Instant now = Instant.now();
    String signature = new Webhook(SECRET).sign(ID, now.getEpochSecond(), body);
    String other =
        new Webhook("whsec_c2VjcmV0IG9mIHNvbWVib2R5IGVsc2U=").sign(ID, now.getEpochSecond(), body);
    Instant late = now.minus(Duration.ofMinutes(6));

    assertThat(post(body, now, signature)).isEqualTo(204);
    assertThat(post(body, now, other + " " + signature)).as("while it rotates").isEqualTo(204);
    assertThat(post(body, now, other)).as("another secret").isEqualTo(401);
    assertThat(post(body + " ", now, signature)).as("another body").isEqualTo(401);
    assertThat(post(body, late, new Webhook(SECRET).sign(ID, late.getEpochSecond(), body)))
        .as("an old callback")
        .isEqualTo(401);
    assertThat(Files.readString(folder.resolve("output"))).contains(ID + " succeeded shop-17");
  }

  private int post(String body, Instant at, String signature)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("webhook-id", ID)
            .header("webhook-timestamp", Long.toString(at.getEpochSecond()))
            .header("webhook-signature", signature)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    // The receiver speaks HTTP/1.0 and closes each connection, which a client might use again.
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
