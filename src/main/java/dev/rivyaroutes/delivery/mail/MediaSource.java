package dev.rivyaroutes.delivery.mail;

import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.media.MediaStore;
import jakarta.activation.DataSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/**
 * The bytes of an attachment, read from the media store while the mail is sent. Bytes that end
 * early are an error, so that no mail ends with half a file.
 */
final class MediaSource implements DataSource {

  /**
   * The media store failed while the mail was being sent; the server did not get the whole mail.
   */
  static final class Broken extends IOException {
    private final transient ResultFile file;

    private Broken(ResultFile file, IOException cause) {
      super(cause.getMessage(), cause);
      this.file = file;
    }

    ResultFile file() {
      return file;
    }
  }

  private final ResultFile file;
  private final MediaStore media;
  private final Consumer<Broken> onFailure;

  /**
   * @param onFailure receives a failure, because the code that sends the mail sees only that it was
   *     cut off
   */
  MediaSource(ResultFile file, MediaStore media, Consumer<Broken> onFailure) {
    this.file = file;
    this.media = media;
    this.onFailure = onFailure;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    try {
      return new Whole(media.open(file.sha256()));
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private Broken broken(IOException cause) {
    Broken broken = new Broken(file, cause);
    onFailure.accept(broken);
    return broken;
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    throw new IOException("the media store is only read");
  }

  @Override
  public String getContentType() {
    return file.contentType();
  }

  /** Null, since the library would derive a name of the part from it. */
  @Override
  public String getName() {
    return null;
  }

  private final class Whole extends FilterInputStream {
    private long read;

    private Whole(InputStream bytes) {
      super(bytes);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        int got = super.read(buffer, offset, length);
        if (got < 0 && read != file.size()) {
          throw new IOException("it has %d of %d bytes".formatted(read, file.size()));
        }
        read += Math.max(0, got);
        return got;
      } catch (IOException e) {
        throw broken(e);
      }
    }
  }
}
