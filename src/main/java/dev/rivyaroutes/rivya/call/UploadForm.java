package dev.rivyaroutes.rivya.call;

import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.MediaStoreFailed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Variable;
import org.apache.hc.client5.http.entity.mime.AbstractContentBody;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;

/**
 * Writes the form of a file upload, streamed from the media store. Source: the "Files" page of the
 * Rivya documentation.
 */
public class UploadForm {

  private final MediaStore media;

  public UploadForm(MediaStore media) {
    this.media = media;
  }

  public HttpEntity of(@Variable("reference") JobFile file, @Variable("model") String model) {
    ContentType text = ContentType.TEXT_PLAIN.withCharset(StandardCharsets.UTF_8);
    MultipartEntityBuilder form =
        MultipartEntityBuilder.create()
            .setMode(HttpMultipartMode.EXTENDED)
            .setCharset(StandardCharsets.UTF_8)
            .addTextBody("kind", file.kind(), text);
    if (model != null) {
      form.addTextBody("model", model, text);
    }
    return form.addPart("file", new StoredBody(media, file)).build();
  }

  /** A part that is read from the media store whenever it is sent. */
  private static final class StoredBody extends AbstractContentBody {
    private static final int PART = 16 * 1024;

    private final MediaStore media;
    private final JobFile file;

    private StoredBody(MediaStore media, JobFile file) {
      super(ContentType.create(file.contentType()));
      this.media = media;
      this.file = file;
    }

    @Override
    public String getFilename() {
      return file.name();
    }

    @Override
    public long getContentLength() {
      return file.size();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      try (InputStream bytes = media.open(file.sha256())) {
        byte[] part = new byte[PART];
        for (int n = read(bytes, part); n >= 0; n = read(bytes, part)) {
          out.write(part, 0, n);
        }
      }
    }

    /** Distinguishes a failed read of the media store from a failed upload. */
    private int read(InputStream bytes, byte[] part) throws MediaStoreFailed {
      try {
        return bytes.read(part);
      } catch (IOException e) {
        throw new MediaStoreFailed(
            "The media store could not read " + file.name() + ": " + e.getMessage() + ".", e);
      }
    }
  }
}
