package dev.rivyaroutes.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.simulator.media.MediaShape;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource({
    "--colour red, --colour is not known; --help lists the options",
    "--port, --port needs a value",
    "--port x, --port is 'x'; it must be a whole number from 0 to 65535",
    "--port 70000, it must be a whole number",
    "--image-seconds soon, it must be a number of seconds",
    "--media huge, --media is 'huge'; it must be small or full",
    "--key abc, it must start with rvya_sk_"
  })
  void saysWhatIsWrongWithAnArgument(String line, String message) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(message);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void printsItsOptions() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("--video-seconds").contains("--media small|full");
  }

  @Test
  void saysThatThePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThat(run("--host", "0.0.0.0", "--port", "" + taken.getLocalPort())).isEqualTo(2);
      assertThat(err.toString()).contains("choose another port");
    }
  }

  @Test
  void readsItsArguments() {
    String line =
        "--port 1 --host 0.0.0.0 --image-seconds 0.5 --video-seconds 2 --audio-seconds 0"
            + " --key rvya_sk_x --credits 7 --video-megabytes 49 --media small --quiet";
    SimulateOptions options = SimulateOptions.parse(line.split(" "));

    SimulatorSettings settings = options.settings();
    assertThat(settings.port()).isEqualTo(1);
    assertThat(settings.host()).isEqualTo("0.0.0.0");
    assertThat(settings.timing())
        .isEqualTo(new Timing(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ZERO));
    assertThat(settings.keys().get(0).key()).isEqualTo("rvya_sk_x");
    assertThat(settings.credits()).isEqualTo(7);
    assertThat(settings.media()).isEqualTo(MediaShape.SMALL.withVideoBytes(49_000_000));
    assertThat(options.quiet()).isTrue();
  }

  private int run(String... args) {
    return SimulateCommand.run(args, new PrintStream(out), new PrintStream(err));
  }
}
