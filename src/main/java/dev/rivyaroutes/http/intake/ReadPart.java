package dev.rivyaroutes.http.intake;

import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.brief.form.Charsets;
import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.media.TooLargeException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.apache.commons.fileupload2.core.FileItemInput;

/** Reads the brief and the fields of a multipart call. */
final class ReadPart {
  private static final int LARGEST = 17 << 20;
  private static final String EXCEL = "application/vnd.ms-excel";
  private static final List<String> PLAIN = List.of("7bit", "8bit", "binary");

  static BodyType briefType(FileItemInput part) {
    String type = part.getContentType();
    if (type != null && type.startsWith(EXCEL)) {
      return BodyType.of("text/csv");
    }
    return BodyType.of(
        type == null || type.startsWith("application/octet-stream") ? BodyType.JSON : type);
  }

  /** Other transfer encodings are obsolete, and without decoding they would become the content. */
  static void requirePlain(FileItemInput part) {
    String encoding =
        part.getHeaders() == null ? null : part.getHeaders().getHeader("Content-Transfer-Encoding");
    if (encoding != null && !PLAIN.contains(encoding.strip().toLowerCase(Locale.ROOT))) {
      throw ReceiveMultipart.badMultipart(
          "A part has a Content-Transfer-Encoding, which is not read. Send the part as it is.");
    }
  }

  static boolean isEmpty(BufferedInputStream in) throws IOException {
    in.mark(1);
    boolean empty = in.read() < 0;
    in.reset();
    return empty;
  }

  static String text(FileItemInput part, InputStream in) throws IOException {
    String type = part.getContentType();
    return decode(bytes(in), type == null ? StandardCharsets.UTF_8 : BodyType.of(type).charset());
  }

  static String decode(byte[] bytes, Charset charset) {
    try {
      return Charsets.decode(bytes, charset);
    } catch (BriefRefused e) {
      throw Problem.of(422, "brief-refused", e.getMessage());
    }
  }

  static byte[] bytes(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new TooLargeException(LARGEST);
    }
    return bytes;
  }

  private ReadPart() {}
}
