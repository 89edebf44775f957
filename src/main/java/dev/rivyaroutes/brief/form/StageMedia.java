package dev.rivyaroutes.brief.form;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.media.DetectMediaType;
import dev.rivyaroutes.media.MediaKind;
import dev.rivyaroutes.media.MediaProperties;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.MediaType;
import dev.rivyaroutes.media.StoredMedia;
import dev.rivyaroutes.media.TooLargeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Stages media in the media store, if their kind and size are allowed. */
@Component
public class StageMedia {
  private final MediaStore store;
  private final MediaProperties.Limits limits;

  public StageMedia(MediaStore store, MediaProperties properties) {
    this.store = store;
    this.limits = properties.limits();
  }

  /** The largest file that is accepted, in bytes. */
  long largest() {
    return Stream.of(MediaKind.values()).mapToLong(limits::bytes).max().orElse(0);
  }

  BriefMedia asBrief(String name, InputStream bytes) throws BriefRefused, IOException {
    return new BriefMedia(FileNames.last(name, "reference"), stage(name, bytes));
  }

  /**
   * Stages all bytes and closes the stream.
   *
   * @throws BriefRefused when they are not media, or larger than their kind may be
   * @throws IOException when the source or the store fails
   */
  public StoredMedia stage(String name, InputStream bytes) throws BriefRefused, IOException {
    try (bytes) {
      byte[] prefix = bytes.readNBytes(DetectMediaType.PREFIX);
      MediaType type = DetectMediaType.of(prefix);
      if (type.kind() == MediaKind.OTHER) {
        throw new BriefRefused(
            BriefText.quote(name)
                + " is "
                + (prefix.length == 0
                    ? "empty"
                    : "not an image, video or audio file (" + type.contentType())
                + (prefix.length == 0 ? "" : " by its first bytes)")
                + ". Send a media file instead.");
      }
      return put(
          name, type.kind(), new SequenceInputStream(new ByteArrayInputStream(prefix), bytes));
    } catch (CorruptContent e) {
      throw new BriefRefused(BriefText.quote(name) + " cannot be read: " + e.getMessage());
    }
  }

  private StoredMedia put(String name, MediaKind kind, InputStream bytes)
      throws BriefRefused, IOException {
    long limit = limits.bytes(kind);
    try {
      return store.put(bytes, limit);
    } catch (TooLargeException e) {
      throw new BriefRefused(
          "%s is larger than %s, the limit for %s references. Send a smaller one, or raise rivya.media.limits.%s if the model takes it."
              .formatted(
                  BriefText.quote(name), BriefText.size(limit), kind.wireName(), kind.wireName()));
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage(), e); // The source or the store failed, not the content.
    }
  }
}
