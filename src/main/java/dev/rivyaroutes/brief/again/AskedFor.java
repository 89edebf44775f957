package dev.rivyaroutes.brief.again;

import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.JobTarget;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a job asks of Rivya under a version of its flow, and where its result goes.
 *
 * @param version null if the flow was in no file
 * @param prompt for a chat the message; null for none
 * @param params a JSON object
 * @param references names with the beginning of the SHA-256 of their bytes, or addresses
 * @param sinks null if they are not known
 * @param credits the estimated cost; null if the price is not known
 */
public record AskedFor(
    String version,
    String account,
    String model,
    String prompt,
    String params,
    List<String> references,
    List<String> sinks,
    BigDecimal credits) {

  private static final int SHOWN_DIGITS = 12;

  static AskedFor of(
      JobTarget target,
      String prompt,
      String params,
      List<JobFile> references,
      List<String> sinks,
      BigDecimal credits) {
    return new AskedFor(
        target.version(),
        target.account(),
        target.model(),
        prompt,
        params,
        references.stream().map(AskedFor::reference).toList(),
        sinks,
        credits);
  }

  private static String reference(JobFile file) {
    return file.sha256() == null
        ? file.url()
        : "%s (%s)".formatted(file.name(), file.sha256().substring(0, SHOWN_DIGITS));
  }
}
