package dev.rivyaroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.generation.Timing;
import dev.rivyaroutes.testing.ProgramProcess;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} after the ledger has a flow's new text and before its routes are swapped. */
class SwapCrashIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String SWAPPED = "Its new text runs now";

  @TempDir Path folder;

  private final List<CrashBrief> briefs =
      IntStream.rangeClosed(1, 8).mapToObj(CrashBrief::image).toList();

  @Test
  void runsTheAcceptedTextAfterTheKill() throws Exception {
    List<String> program = PackagedProgram.command();
    try (SimulatedRivya rivya =
        SimulatedRivya.start(
            SimulatorSettings.defaults().withTiming(Timing.all(Duration.ofSeconds(1))))) {
      Path root = folder.resolve("house");
      CrashDatabase database = CrashDatabase.embedded(root);
      CrashHouse house = new CrashHouse(root, rivya.baseUri(), database);
      try (GoodClient client = house.client()) {
        try (ProgramProcess process = house.start(program, 1)) {
          process.awaitStarted();
          handIn(house, client, briefs.subList(0, 4));
          await().atMost(PATIENCE).until(() -> rivya.generations().count() > 0);
          try (Socket slow = slowCall(house)) {
            assertThat(slow.isConnected()).isTrue();
            house.changeFlow(1);
            await().atMost(PATIENCE).until(() -> database.versions().contains(house.flow()));
            process.kill();
          }
        }
        assertThat(Files.readString(house.log(1))).doesNotContain(SWAPPED);

        try (ProgramProcess process = house.start(program, 2)) {
          process.awaitStarted();
          handIn(house, client, briefs.subList(4, 8));
          await().atMost(PATIENCE).until(() -> isDone(house, client, database));
          assertThat(database.versions()).hasSize(2).doesNotHaveDuplicates();
          assertThat(database.versions().get(1)).isEqualTo(house.flow());
          house.changeFlow(2);
          await().atMost(PATIENCE).until(() -> Files.readString(house.log(2)).contains(SWAPPED));
          assertThat(process.stop(PATIENCE)).as("stops in an orderly way").isTrue();
        }
        assertThat(database.versions()).hasSize(3).doesNotHaveDuplicates();
        assertThat(new CrashPromise(house, briefs, client, rivya).broken()).isEmpty();
      }
    }
  }

  private static void handIn(CrashHouse house, GoodClient client, List<CrashBrief> briefs)
      throws IOException {
    for (CrashBrief brief : briefs) {
      if (brief.overHttp()) {
        client.send(brief);
      } else {
        house.drop(brief);
      }
    }
  }

  private boolean isDone(CrashHouse house, GoodClient client, CrashDatabase database)
      throws Exception {
    return client.hasAllAnswers()
        && CrashHouse.files(house.in()).isEmpty()
        && database.jobs().stream().filter(job -> job.state().equals("done")).count()
            == briefs.size();
  }

  /** A call to the flow whose body does not end: the flow is not swapped while it is under way. */
  private static Socket slowCall(CrashHouse house) throws IOException {
    Socket socket = new Socket("127.0.0.1", house.port());
    String call =
        """
        POST /api/flows/crash/jobs HTTP/1.1
        Host: localhost
        Authorization: Bearer %s
        Content-Type: text/plain
        Content-Length: 100000

        A poster"""
            .formatted(house.token())
            .replace("\n", "\r\n");
    socket.getOutputStream().write(call.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
