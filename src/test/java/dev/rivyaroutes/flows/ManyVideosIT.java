package dev.rivyaroutes.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.rivyaroutes.crash.PackagedProgram;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.media.MediaShape;
import dev.rivyaroutes.testing.ProgramProcess;
import dev.rivyaroutes.testing.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Videos, one of them near the limit of 50 MB, many at once, through the packaged program in a heap
 * that could not hold half of them.
 */
class ManyVideosIT {
  private static final int VIDEOS = 40;
  private static final int LARGEST = 49 * 1024 * 1024;
  private static final int BYTES = 27 * 1024 * 1024;
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private static final String FLOW =
      """
      # In: videos of a bucket. Out: videos in another. On failure: a document beside them.
      - route:
          id: videos
          description: Restyle each video
          from:
            uri: kamelet:s3-drop-source
            parameters:
              bucket: videos
              delay: 500ms
            steps:
              - setVariable:
                  name: prompt
                  expression:
                    constant:
                      expression: Make it snow
              - to:
                  uri: kamelet:rivya-generation-sink
                  parameters:
                    flow: videos
                    account: videos
                    model: wan-2-6
      - route:
          id: videos-results
          description: Put the videos into the other bucket
          from:
            uri: kamelet:rivya-result-source
            parameters:
              flow: videos
              sink: bucket
              concurrency: 40
              "on": all
            steps:
              - to:
                  uri: kamelet:s3-result-sink
                  parameters:
                    bucket: results
      """;

  private static final String MODEL =
      """
      id: wan-2-6
      reference_media:
        rule: At most 1 reference file.
        max_files: 1
        kinds:
          - {kind: video, max_bytes: 52428800, mime_types: [video/mp4], duration_token: false}
      """;

  @TempDir Path folder;

  @Test
  void takesAndDelivers40VideosOfAGigabyteIn512MegabytesOfHeap() throws Exception {
    try (SimulatedRivya rivya =
            SimulatedRivya.start(
                SimulatorSettings.defaults().withMedia(MediaShape.SMALL.withVideoBytes(BYTES)));
        S3Server s3 = S3Server.onDisk()) {
      rivya.models().merge(new YAMLMapper().readValue(MODEL, ObjectNode.class));
      s3.client().createBucket(b -> b.bucket("results"));
      s3.client().createBucket(b -> b.bucket("videos"));
      for (int i = 0; i < VIDEOS; i++) {
        String key = "video-%02d.mp4".formatted(i);
        s3.client().putObject(r -> r.bucket("videos").key(key), RequestBody.fromBytes(video(i)));
      }
      Path log = folder.resolve("program.log");
      try (ProgramProcess program = ProgramProcess.start(command(rivya, s3), house(), log)) {
        program.awaitStarted();
        await()
            .atMost(LIMIT)
            .pollInterval(Duration.ofMillis(500))
            .untilAsserted(
                () ->
                    assertThat(results(s3))
                        .extracting(S3Object::key)
                        .containsExactlyElementsOf(
                            IntStream.range(0, VIDEOS)
                                .mapToObj("video-%02d-1.mp4"::formatted)
                                .toList()));
        assertThat(program.runsOnFor(Duration.ZERO)).as("it still runs").isTrue();
      }
      assertThat(results(s3))
          .allSatisfy(result -> assertThat(result.size()).isGreaterThanOrEqualTo(BYTES));
      assertThat(rivya.generations().count()).isEqualTo(VIDEOS);
      assertThat(Files.readString(log)).doesNotContain("OutOfMemoryError", "Java heap space");
    }
  }

  private List<String> command(SimulatedRivya rivya, S3Server s3) throws Exception {
    List<String> command =
        PackagedProgram.command("-Xmx512m", "-XX:TieredStopAtLevel=4"); // It hashes 2 GB.
    command.addAll(
        List.of(
            "--server.port=0",
            "--management.server.port=0",
            "--rivya.accounts.videos.base-url=" + rivya.baseUri(),
            "--rivya.accounts.videos.api-key=" + SimulatorSettings.DEFAULT_KEY,
            "--rivya.accounts.videos.rate=200/s",
            "--rivya.accounts.videos.concurrency=40",
            "--rivya.accounts.videos.downloads=40",
            "--rivya.wait.first=100ms",
            "--rivya.wait.interval-video=200ms..400ms"));
    s3.properties("default").forEach((key, value) -> command.add("--" + key + "=" + value));
    return command;
  }

  private Path house() throws IOException {
    Path config = Files.createDirectories(folder.resolve("config"));
    Files.copy(Path.of("config", "application.yaml"), config.resolve("application.yaml"));
    Path routes = Files.createDirectories(folder.resolve("routes"));
    Files.writeString(routes.resolve("videos.camel.yaml"), FLOW);
    return folder;
  }

  /** The sample video with a box at its end that players pass over, of other bytes in each. */
  private static byte[] video(int number) throws IOException {
    try (InputStream in = ManyVideosIT.class.getResourceAsStream("/simulator/sample.mp4")) {
      byte[] sample = in.readAllBytes();
      int bytes = number == 0 ? LARGEST : BYTES;
      return ByteBuffer.allocate(bytes)
          .put(sample)
          .putInt(bytes - sample.length)
          .put("free".getBytes(StandardCharsets.US_ASCII))
          .putInt(number)
          .array();
    }
  }

  private static List<S3Object> results(S3Server s3) {
    return s3.client().listObjectsV2(r -> r.bucket("results")).contents();
  }
}
