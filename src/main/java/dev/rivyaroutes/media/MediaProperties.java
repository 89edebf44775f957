package dev.rivyaroutes.media;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where media bytes are kept, and how large a reference may be.
 *
 * @param store {@code file:<folder>} or {@code s3://<bucket>/<prefix>}
 * @param connection the named S3 connection of an {@code s3://} store
 * @param limits the largest reference, by kind
 */
@ConfigurationProperties("rivya.media")
public record MediaProperties(
    @DefaultValue("file:data/media") String store,
    @DefaultValue("default") String connection,
    @DefaultValue Limits limits) {

  /** The largest reference that is accepted, by kind; Rivya's Files API sets the defaults. */
  public record Limits(
      @DefaultValue("10MB") DataSize image,
      @DefaultValue("50MB") DataSize video,
      @DefaultValue("10MB") DataSize audio) {

    /** The limit of a kind in bytes; of what is no media, 0. */
    public long bytes(MediaKind kind) {
      return switch (kind) {
        case IMAGE -> image.toBytes();
        case VIDEO -> video.toBytes();
        case AUDIO -> audio.toBytes();
        case OTHER -> 0;
      };
    }
  }
}
