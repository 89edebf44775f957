package dev.rivyaroutes.ledger.uploads;

import dev.rivyaroutes.Require;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of uploaded references.
 *
 * @param reuse How long other jobs of the account reuse an uploaded reference with the same bytes.
 *     0 uploads it for each job.
 */
@ConfigurationProperties("rivya.files")
public record UploadProperties(@DefaultValue("12h") Duration reuse) {

  public UploadProperties {
    Require.that(
        !reuse.isNegative(),
        "rivya.files.reuse is negative; set a duration such as 12h, or 0 to upload for each job.");
  }
}
