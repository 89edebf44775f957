package dev.rivyaroutes.brief.mail.content;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.springframework.util.unit.DataSize;

/**
 * Raw mails of the tests, and their pictures, which stand in the files as {@code @@png w h KB@@}.
 */
final class RawMail {
  private static final Path FOLDER = Path.of("src/test/resources/mails");
  private static final Pattern PICTURE = Pattern.compile("@@(png|jpg) (\\d+) (\\d+) (\\d+)@@");

  private RawMail() {}

  static List<String> names() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".eml"))
          .map(name -> name.substring(0, name.length() - 4))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The mail of a file, as it came over the wire. */
  static byte[] named(String name) {
    try {
      return wire(Files.readString(FOLDER.resolve(name + ".eml")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] wire(String text) {
    String lines =
        PICTURE
            .matcher(text)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        base64(
                            picture(
                                found.group(1),
                                number(found.group(2)),
                                number(found.group(3)),
                                number(found.group(4))))));
    return lines.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
  }

  /** ASCII text around bytes of any kind. */
  static byte[] bytes(Object... pieces) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object piece : pieces) {
      out.writeBytes(piece instanceof byte[] bytes ? bytes : wire((String) piece));
    }
    return out.toByteArray();
  }

  static String base64(byte[] bytes) {
    return Base64.getMimeEncoder().encodeToString(bytes);
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }

  /** A picture, with bytes behind its end up to a size. */
  static byte[] picture(String format, int width, int height, int kilobytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Arrays.copyOf(out.toByteArray(), Math.max(out.size(), kilobytes * 1024));
  }

  static MailContent read(byte[] raw) throws Exception {
    return read(raw, InlinePictures.PICTURES);
  }

  static MailContent read(byte[] raw, InlinePictures inline) throws Exception {
    return new ReadMail(DataSize.ofMegabytes(50)).read(new ByteArrayInputStream(raw), inline);
  }

  static MailFacts facts(byte[] raw) throws Exception {
    try (MailContent mail = read(raw)) {
      return mail.facts();
    }
  }

  static MailFacts facts(String text) throws Exception {
    return facts(wire(text));
  }
}
