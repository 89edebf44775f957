package dev.rivyaroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.testing.ProgramProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/**
 * The packaged program in its quick form, made once for all crash tests: the jar unpacked by its
 * own tool, its classes archived at the end of one orderly life. So it starts three times as fast.
 */
final class PackagedProgram {

  private static final Path HOME = Path.of("target", "crash").toAbsolutePath();
  private static final Path ARCHIVE = HOME.resolve("classes.jsa");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static List<String> command;

  /** The command that starts it, without the program's settings. */
  static synchronized List<String> command() throws Exception {
    if (command == null) {
      Stopwatch watch = Stopwatch.start();
      FileSystemUtils.deleteRecursively(HOME);
      unpack();
      archiveClasses();
      command = java("-XX:SharedArchiveFile=" + ARCHIVE);
      System.out.println("crash: the program is unpacked and archived after " + watch);
    }
    return command;
  }

  private static void unpack() throws IOException, InterruptedException {
    assertThat(ProgramProcess.JAR).as("the packaged program; mvn package makes it").exists();
    List<String> extract = ProgramProcess.command(ProgramProcess.JAR, "-Djarmode=tools");
    extract.addAll(List.of("extract", "--destination", HOME.toString()));
    Process tool = new ProcessBuilder(extract).inheritIO().start();
    assertThat(tool.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("it is unpacked").isTrue();
    assertThat(tool.exitValue()).as("the unpacking tool's exit").isZero();
  }

  /** One orderly life, in which a brief comes from each side. */
  private static void archiveClasses() throws Exception {
    Path folder = HOME.resolve("first-life");
    CrashDatabase database = CrashDatabase.embedded(folder);
    try (SimulatedRivya rivya = SimulatedRivya.start(SimulatorSettings.defaults())) {
      CrashHouse house = new CrashHouse(folder, rivya.baseUri(), database);
      try (ProgramProcess program = house.start(java("-XX:ArchiveClassesAtExit=" + ARCHIVE), 0);
          GoodClient client = house.client()) {
        CrashBrief dropped = CrashBrief.image(1);
        CrashBrief posted = CrashBrief.image(2);
        house.drop(dropped);
        client.send(posted);
        await("an answer to the caller").atMost(PATIENCE).until(client::hasAllAnswers);
        assertThat(client.answers(posted).get(0).status()).as("the first answer").isEqualTo(202);
        await("the first results, see " + house.log(0))
            .atMost(PATIENCE)
            .until(
                () ->
                    CrashHouse.files(house.out())
                        .containsAll(List.of(dropped.sidecarName(), posted.sidecarName())));
        assertThat(program.stop(PATIENCE)).as("stops in an orderly way").isTrue();
      }
    }
  }

  private static List<String> java(String option) {
    return ProgramProcess.command(
        HOME.resolve(ProgramProcess.JAR.getFileName()),
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        option);
  }

  private PackagedProgram() {}
}
