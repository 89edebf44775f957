package dev.rivyaroutes.flowtest.file;

import dev.rivyaroutes.Json;
import dev.rivyaroutes.check.flows.YamlTree;
import dev.rivyaroutes.simulator.media.SampleMedia;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import javax.imageio.ImageIO;
import org.snakeyaml.engine.v2.nodes.Node;

/** The content that a test gives a file or a message. */
public final class FileContent {
  private final TestFile file;
  private final String mark;
  private final BiConsumer<String, byte[]> known;

  /**
   * @param mark other bytes of generated media for other marks
   * @param known gets each file with its name
   */
  public FileContent(TestFile file, String mark, BiConsumer<String, byte[]> known) {
    this.file = file;
    this.mark = mark;
    this.known = known;
  }

  /** The content of a node with text, json, media, from or base64; else by the file's name. */
  public byte[] of(Node node, String name) throws IOException {
    byte[] bytes = read(node, name);
    if (YamlTree.value(node, "file").isPresent()) {
      known.accept(name, bytes);
    }
    return bytes;
  }

  private byte[] read(Node node, String name) throws IOException {
    Optional<Node> text = YamlTree.value(node, "text");
    if (text.isPresent()) {
      return YamlTree.text(text.get()).getBytes(StandardCharsets.UTF_8);
    }
    Optional<Node> json = YamlTree.value(node, "json");
    if (json.isPresent()) {
      return Json.PLAIN.writeValueAsBytes(YamlJson.of(json.get()));
    }
    Optional<Node> from = YamlTree.value(node, "from");
    if (from.isPresent()) {
      return read(from.get());
    }
    Optional<Node> base64 = YamlTree.value(node, "base64");
    if (base64.isPresent()) {
      try {
        return Base64.getMimeDecoder().decode(YamlTree.text(base64.get()));
      } catch (IllegalArgumentException e) {
        throw file.wrong(base64.get(), "This is not base64.", "Correct it.");
      }
    }
    return sample(YamlTree.textOf(node, "media").orElse(extension(name)), mark + "/" + name, node);
  }

  /** The bytes of a file beside the test. */
  public byte[] read(Node name) throws IOException {
    try {
      return Files.readAllBytes(file.beside(YamlTree.text(name)));
    } catch (IOException e) {
      throw file.wrong(
          name,
          "There is no file %s beside %s.".formatted(YamlTree.text(name), file.name()),
          "Add it, or correct the path, which is relative to the file of the test.");
    }
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private byte[] sample(String kind, String seed, Node node) throws IOException {
    return switch (kind) {
      case "png" -> SampleMedia.png(seed);
      case "jpeg", "jpg" -> jpeg(SampleMedia.png(seed));
      case "mp4" -> SampleMedia.mp4(seed);
      case "wav" -> SampleMedia.wav(seed);
      default ->
          throw file.wrong(
              node,
              "This has no content.",
              "Write its content as text, json, media, from or base64; only files named .png, .jpg, .mp4 or .wav have one of themselves.");
    };
  }

  private static byte[] jpeg(byte[] png) throws IOException {
    BufferedImage drawn = ImageIO.read(new ByteArrayInputStream(png));
    BufferedImage opaque =
        new BufferedImage(drawn.getWidth(), drawn.getHeight(), BufferedImage.TYPE_INT_RGB);
    opaque.createGraphics().drawImage(drawn, 0, 0, null);
    // Two colours at least, so that pictures of different marks differ.
    opaque.setRGB(0, 0, png.length * 31 + java.util.Arrays.hashCode(png));
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(opaque, "jpeg", jpeg);
    return jpeg.toByteArray();
  }
}
