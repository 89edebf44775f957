package dev.rivyaroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.testing.ProgramProcess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.util.FileSystemUtils;

/**
 * The packaged program in its quick form, made once from each jar: the jar unpacked by its own
 * tool, its classes archived at the end of one orderly life. So it starts three times as fast.
 */
public final class PackagedProgram {

  private static final Path HOME = Path.of("target", "crash").toAbsolutePath();
  private static final Path ARCHIVE = HOME.resolve("classes.jsa");
  private static final Path MADE_FROM = HOME.resolve("jar.sha256");
  private static final Path LOCK = HOME.resolveSibling("crash.lock");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static boolean isMade;

  /** The command that starts it, without the program's settings. */
  public static List<String> command(String... javaOptions) throws Exception {
    List<String> options = new ArrayList<>(options());
    options.addAll(List.of(javaOptions));
    return ProgramProcess.command(jar(), options.toArray(String[]::new));
  }

  /** The options for Java that make it quick. */
  public static synchronized List<String> options() throws Exception {
    if (!isMade) {
      makeOnce();
      isMade = true;
    }
    return options("-XX:SharedArchiveFile=" + ARCHIVE);
  }

  /** The jar without the libraries, which lie beside it. */
  public static Path jar() {
    return HOME.resolve(ProgramProcess.JAR.getFileName());
  }

  private static List<String> options(String archive) {
    List<String> options = new ArrayList<>(List.of("-Xmx256m", archive));
    options.addAll(ProgramProcess.QUICK);
    return options;
  }

  /** Several processes run tests at the same time; the first makes it for all of them. */
  private static void makeOnce() throws Exception {
    assertThat(ProgramProcess.JAR).as("the packaged program; mvn package makes it").exists();
    try (FileChannel file =
            FileChannel.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = file.lock()) {
      assertThat(lock.isValid()).isTrue();
      String jar = hash(ProgramProcess.JAR);
      if (Files.exists(MADE_FROM) && Files.readString(MADE_FROM).equals(jar)) {
        return;
      }
      Stopwatch watch = Stopwatch.start();
      FileSystemUtils.deleteRecursively(HOME);
      unpack();
      archiveClasses();
      Files.writeString(MADE_FROM, jar);
      System.out.println("crash: the program is unpacked and archived after " + watch);
    }
  }

  /** The time of the jar is the same in all builds. */
  private static String hash(Path jar) throws IOException {
    try (InputStream bytes = Files.newInputStream(jar)) {
      return DigestUtils.sha256Hex(bytes);
    }
  }

  private static void unpack() throws IOException, InterruptedException {
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
      List<String> options = options("-XX:ArchiveClassesAtExit=" + ARCHIVE);
      List<String> command = ProgramProcess.command(jar(), options.toArray(String[]::new));
      try (ProgramProcess program = house.start(command, 0);
          GoodClient client = house.client()) {
        CrashBrief dropped = CrashBrief.image(1);
        CrashBrief posted = CrashBrief.image(2);
        house.drop(dropped);
        client.send(posted);
        await("an answer to the caller").atMost(PATIENCE).until(client::hasAllAnswers);
        // 200 where the client gave up waiting for the answer 202 and asked again.
        assertThat(client.answers(posted).get(0).status()).as("the first answer").isIn(200, 202);
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

  private PackagedProgram() {}
}
