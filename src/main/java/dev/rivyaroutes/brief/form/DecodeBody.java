package dev.rivyaroutes.brief.form;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.io.input.ProxyInputStream;

/**
 * Undoes the {@code Content-Encoding} of an object or a call. The limits of the unpacked content
 * are enforced by its readers.
 */
public final class DecodeBody {
  private static final int BUFFER = 8 * 1024;

  /** Values without an effect; S3 stores keep the encoding of the upload itself. */
  private static final List<String> NONE = List.of("", "identity", "aws-chunked", "utf-8");

  private DecodeBody() {}

  /**
   * The plain bytes.
   *
   * @param encoding the declared encodings, in the order of packing, or null
   * @throws BriefRefused when one of them is not supported
   * @throws IOException when the source cannot be read, or {@link CorruptContent}
   */
  public static InputStream open(InputStream source, String encoding)
      throws BriefRefused, IOException {
    InputStream in = new Source(source);
    for (String one : encodings(encoding)) {
      if (!one.equals("gzip") && !one.equals("x-gzip")) {
        throw new BriefRefused(
            "The content has the Content-Encoding %s, which is not supported. Send it unpacked, or packed with gzip."
                .formatted(BriefText.quote(one)));
      }
      in = unpacked(in);
    }
    return in;
  }

  private static List<String> encodings(String declared) {
    return declared == null
        ? List.of()
        : Stream.of(declared.split(","))
            .map(one -> one.strip().toLowerCase(Locale.ROOT))
            .filter(one -> !NONE.contains(one))
            .toList();
  }

  /** Some tools unpack the content but keep the declaration, so the bytes decide. */
  private static InputStream unpacked(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
    buffered.mark(2);
    byte[] magic = buffered.readNBytes(2);
    buffered.reset();
    boolean packed = magic.length == 2 && magic[0] == 0x1F && (magic[1] & 0xFF) == 0x8B;
    return packed ? new Unpacked(buffered) : buffered;
  }

  /** Makes exceptions of the source distinct from those of corrupt content. */
  private static final class Source extends FilterInputStream {
    private Source(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      try {
        return in.read(bytes, from, length);
      } catch (EOFException | ZipException | RuntimeException e) {
        throw new IOException(e.getMessage(), e);
      }
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }

  private static final class Unpacked extends ProxyInputStream {
    private Unpacked(InputStream packed) throws IOException {
      super(unpack(packed));
    }

    private static InputStream unpack(InputStream packed) throws IOException {
      try {
        return new GZIPInputStream(packed, BUFFER);
      } catch (EOFException | ZipException e) {
        throw corrupt();
      }
    }

    @Override
    protected void handleIOException(IOException e) throws IOException {
      throw e instanceof EOFException || e instanceof ZipException ? corrupt() : e;
    }

    private static CorruptContent corrupt() {
      return new CorruptContent(
          "The content is packed with gzip and is damaged or truncated. Send it again completely.");
    }

    @Override
    public int available() {
      return 0; // A buffer must not read on, or a later error would discard what it has.
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
