package dev.rivyaroutes.brief.mail.content.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.commons.io.input.ProxyInputStream;
import org.eclipse.angus.mail.util.BASE64DecoderStream;
import org.eclipse.angus.mail.util.QPDecoderStream;
import org.eclipse.angus.mail.util.UUDecoderStream;

/** Undoes the Content-Transfer-Encoding. Damage is passed over, as far as anything is left. */
final class DecodeTransfer {
  private DecodeTransfer() {}

  static InputStream open(InputStream encoded, String encoding) {
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "base64" -> new Tolerant(new BASE64DecoderStream(encoded, true));
      case "quoted-printable" -> new Tolerant(new QPDecoderStream(encoded));
      case "x-uuencode", "uuencode", "x-uue", "uue" ->
          new Tolerant(new UUDecoderStream(encoded, true, true));
      default -> encoded;
    };
  }

  static boolean isEncoded(String encoding) {
    String name = encoding.strip().toLowerCase(Locale.ROOT);
    return name.equals("base64") || name.equals("quoted-printable") || name.contains("uue");
  }

  static byte[] base64(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    try (InputStream in = open(new ByteArrayInputStream(bytes), "base64")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends where a decoder cannot go on. Failures of the file itself are not of these kinds. */
  private static final class Tolerant extends ProxyInputStream {
    private Tolerant(InputStream decoder) {
      super(decoder);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      try {
        return in.read(bytes, from, length);
      } catch (org.eclipse.angus.mail.util.DecodingException | IndexOutOfBoundsException e) {
        return -1;
      }
    }

    @Override
    public int read(byte[] bytes) throws IOException {
      return read(bytes, 0, bytes.length);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }
  }
}
