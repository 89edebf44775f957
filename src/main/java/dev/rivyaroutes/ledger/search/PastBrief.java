package dev.rivyaroutes.ledger.search;

import dev.rivyaroutes.ledger.job.JobCredits;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.JobTarget;
import java.util.List;
import java.util.Map;

/**
 * A brief that was accepted, as its job keeps it.
 *
 * @param id the id of its job
 * @param source the kind of its source, such as folder
 * @param caller who handed it in
 * @param sourceName the name that people know
 * @param texts what the job sends, and what its source handed in
 * @param references its references, in order
 */
public record PastBrief(
    String id,
    JobTarget target,
    String source,
    String caller,
    String sourceName,
    JobCredits credits,
    Texts texts,
    List<JobFile> references) {

  /**
   * The texts of a brief.
   *
   * @param prompt null if its model needs none
   * @param params a JSON object
   * @param brief what the source handed in, as JSON; null if the others are all of it
   * @param conversation the conversation of a chat turn; null for none
   * @param sourceId the source's own id
   * @param omitted what of the message the source left out; null for nothing
   */
  public record Texts(
      String prompt,
      String params,
      String clientRequestId,
      String brief,
      String conversation,
      Map<String, String> returnAddress,
      String sourceId,
      String omitted) {}
}
