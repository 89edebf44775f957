package dev.rivyaroutes.brief.mail.content.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.commons.io.input.ProxyInputStream;
import org.eclipse.angus.mail.util.BASE64DecoderStream;
import org.eclipse.angus.mail.util.DecodingException;
import org.eclipse.angus.mail.util.QPDecoderStream;
import org.eclipse.angus.mail.util.UUDecoderStream;

/** Undoes the Content-Transfer-Encoding. Damage is passed over, as far as anything is left. */
final class DecodeTransfer {
  private DecodeTransfer() {}

  static InputStream open(InputStream encoded, String encoding) {
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "base64" -> {
        Source source = new Source(encoded);
        yield new Tolerant(new ReadOn(new BASE64DecoderStream(source, true), source));
      }
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

  /** Knows whether the encoded bytes have ended. */
  private static final class Source extends ProxyInputStream {
    private boolean ended;

    private Source(InputStream encoded) {
      super(encoded);
    }

    @Override
    protected void afterRead(int n) {
      ended |= n < 0;
    }
  }

  /** The decoder sees an end at each padding; so base64 in pieces would be cut off. */
  private static final class ReadOn extends ProxyInputStream {
    private final Source source;

    private ReadOn(InputStream decoder, Source source) {
      super(decoder);
      this.source = source;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int n = in.read(bytes, from, length);
      while (n <= 0 && !source.ended) {
        n = in.read(bytes, from, length);
      }
      return n == 0 ? -1 : n;
    }
  }

  /** Ends where a decoder cannot go on. Failures of the file itself are passed on. */
  private static final class Tolerant extends ProxyInputStream {
    private boolean ended;

    private Tolerant(InputStream decoder) {
      super(decoder);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      try {
        int n = ended ? -1 : in.read(bytes, from, length);
        ended = n < 0;
        return n;
      } catch (DecodingException | IndexOutOfBoundsException e) {
        ended = true;
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
