package dev.rivyaroutes.simulator.generation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.media.DetectMediaType;
import dev.rivyaroutes.simulator.Caller;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.media.DrawPng;
import dev.rivyaroutes.simulator.media.MediaShape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RenderMediaTest {

  private static final long BIG = 49_000_000;

  private final SimulatedRivya rivya =
      SimulatedRivya.start(
          SimulatorSettings.defaults()
              .withMedia(MediaShape.SMALL.withVideoBytes(BIG).withResults(2)));
  private final Caller caller = new Caller(rivya);

  @AfterEach
  void stop() {
    rivya.close();
  }

  @Test
  void servesAnImageOfTheWishedSide() throws Exception {
    Caller.Answer answer = caller.get(caller.resultUrl(caller.created(Caller.IMAGE)));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("image/png");
    assertThat(answer.header("Content-Length")).isEqualTo("" + answer.bytes().length);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(answer.bytes()));
    assertThat(image.getWidth()).isEqualTo(64);
    assertThat(image.getHeight()).isEqualTo(64);
    assertThat(chunks(ByteBuffer.wrap(answer.bytes()).position(8)))
        .containsExactly("IHDR", "IDAT", "tEXt", "IEND");
  }

  @Test
  void drawsThePromptInLinesThatStayInsideTheImage() throws Exception {
    byte[] empty = DrawPng.paint(768, "", "", 7);
    byte[] drawn = DrawPng.paint(768, "A lighthouse in the storm ".repeat(5), "z-image", 7);
    BufferedImage with = ImageIO.read(new ByteArrayInputStream(drawn));
    BufferedImage without = ImageIO.read(new ByteArrayInputStream(empty));

    assertThat(with.getWidth()).isEqualTo(768);
    assertThat(differs(with, without, 48, 720)).isTrue();
    assertThat(differs(with, without, 0, 46)).isFalse();
    assertThat(differs(with, without, 722, 768)).isFalse();
  }

  @Test
  void givesEachTaskAndEachFileOtherBytes() throws Exception {
    String id = caller.created(Caller.IMAGE);
    String url = caller.resultUrl(id);
    byte[] first = caller.get(url).bytes();

    assertThat(caller.get(url).bytes()).isEqualTo(first);
    assertThat(caller.get(url.replace("/1.png", "/2.png")).bytes()).isNotEqualTo(first);
    assertThat(caller.get(caller.resultUrl(caller.created(Caller.IMAGE))).bytes())
        .isNotEqualTo(first);
  }

  @Test
  void servesASoundThatJavaPlays() throws Exception {
    String url =
        caller.resultUrl(
            caller.created("{\"model\":\"elevenlabs-sound-effect-v2\",\"prompt\":\"x\"}"));
    Caller.Answer answer = caller.get(url);

    assertThat(answer.header("Content-Type")).isEqualTo("audio/wav");
    assertThat(DetectMediaType.of(answer.bytes()).contentType()).isEqualTo("audio/wav");
    AudioInputStream sound =
        AudioSystem.getAudioInputStream(new ByteArrayInputStream(answer.bytes()));
    assertThat(sound.getFormat().getSampleRate()).isEqualTo(22_050);
    assertThat(sound.getFrameLength()).isEqualTo(2205);
    assertThat(sound.readAllBytes()).hasSize(4410);
  }

  @Test
  void streamsABigVideoWhoseBoxesAreLegal() throws Exception {
    String url = caller.resultUrl(caller.created("{\"model\":\"kling-2-6\",\"prompt\":\"x\"}"));
    HttpRequest request = caller.at(url).build();
    InputStream body = caller.client().send(request, BodyHandlers.ofInputStream()).body();

    assertThat(boxes(new DataInputStream(body), BIG))
        .containsExactly("ftyp", "moov", "free", "mdat", "free");
  }

  private static boolean differs(BufferedImage one, BufferedImage other, int from, int to) {
    for (int x = from; x < to; x++) {
      for (int y = 0; y < one.getHeight(); y++) {
        if (one.getRGB(x, y) != other.getRGB(x, y)) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<String> boxes(DataInputStream in, long size) throws IOException {
    List<String> names = new ArrayList<>();
    long read = 0;
    while (read < size) {
      long box = Integer.toUnsignedLong(in.readInt());
      names.add(new String(in.readNBytes(4), StandardCharsets.US_ASCII));
      in.skipNBytes(box - 8);
      read += box;
    }
    assertThat(read).isEqualTo(size);
    assertThat(in.read()).isEqualTo(-1);
    return names;
  }

  /** The names of the chunks of a PNG, whose checksums must be right. */
  private static List<String> chunks(ByteBuffer png) {
    List<String> names = new ArrayList<>();
    while (png.hasRemaining()) {
      byte[] typed = new byte[4 + png.getInt()];
      png.get(typed);
      CRC32 crc = new CRC32();
      crc.update(typed);
      assertThat(png.getInt()).isEqualTo((int) crc.getValue());
      names.add(new String(typed, 0, 4, StandardCharsets.US_ASCII));
    }
    return names;
  }
}
