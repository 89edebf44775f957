package dev.rivyaroutes.media;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where media bytes are kept, and how large a reference may be.
 *
 * @param store Where media files are kept: {@code file:<folder>}, or {@code
 *     s3://<bucket>/<prefix>}, which replicas on several machines need.
 * @param connection The named S3 connection ({@code rivya.s3.<name>}) of an {@code s3://} store.
 * @param keep How long files are kept after the last job that needs them has ended; at least 2d.
 * @param limits The largest references, by kind.
 */
@ConfigurationProperties("rivya.media")
public record MediaProperties(
    @DefaultValue("file:data/media") String store,
    @DefaultValue("default") String connection,
    @DefaultValue("7d") Duration keep,
    @DefaultValue Limits limits) {

  /** What was just stored needs time to come into the ledger. */
  private static final Duration SHORTEST = Duration.ofDays(2);

  public MediaProperties {
    if (keep.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException(
          "rivya.media.keep is " + keep.toMinutes() + "m; it must be at least 2d.");
    }
  }

  /**
   * The largest reference that is accepted, by kind; Rivya's Files API sets the defaults.
   *
   * @param image The largest image that is accepted as a reference. Raise it where all models of
   *     your flows take larger ones.
   * @param video The largest video that is accepted as a reference.
   * @param audio The largest audio file that is accepted as a reference.
   */
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
