package dev.rivyaroutes.ledger.uploads;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What becomes of references that are at Rivya.
 *
 * @param reuse How long an uploaded reference is used for other jobs of its account with the same
 *     bytes. 0 uploads it for each job.
 */
@ConfigurationProperties("rivya.files")
public record UploadProperties(@DefaultValue("12h") Duration reuse) {

  public UploadProperties {
    if (reuse.isNegative()) {
      throw new IllegalArgumentException(
          "rivya.files.reuse is negative; write a time such as 12h, or 0 for never.");
    }
  }
}
