package dev.rivyaroutes.media;

import dev.rivyaroutes.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where media files are stored, and the limits of references.
 *
 * @param store Where media files are stored: {@code file:<folder>}, or {@code
 *     s3://<bucket>/<prefix>}, which replicas on several machines need.
 * @param connection The named S3 connection ({@code rivya.s3.<name>}) of an {@code s3://} store.
 * @param keep How long files are kept after the last job that needs them has ended; at least 2d.
 * @param limits The largest references by kind.
 */
@ConfigurationProperties("rivya.media")
public record MediaProperties(
    @DefaultValue("file:data/media") String store,
    @DefaultValue("default") String connection,
    @DefaultValue("7d") Duration keep,
    @DefaultValue Limits limits) {

  public MediaProperties {
    // New files need time to be recorded in the ledger.
    Require.atLeast("rivya.media.keep", keep, "2d");
  }

  /**
   * The largest reference by kind. The defaults are those of Rivya's Files API.
   *
   * @param image The largest image that is accepted as a reference. Raise it if all models of your
   *     flows accept larger ones.
   * @param video The largest video that is accepted as a reference.
   * @param audio The largest audio file that is accepted as a reference.
   */
  public record Limits(
      @DefaultValue("10MB") DataSize image,
      @DefaultValue("50MB") DataSize video,
      @DefaultValue("10MB") DataSize audio) {

    /** The limit of a kind in bytes; 0 for OTHER. */
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
