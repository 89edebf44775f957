package dev.rivyaroutes.brief;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.form.BriefTarget;
import dev.rivyaroutes.brief.form.BriefText;
import dev.rivyaroutes.brief.form.IncomingBrief;
import dev.rivyaroutes.ledger.accept.JobInput;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.job.JobTarget;
import dev.rivyaroutes.ledger.job.Lengths;
import dev.rivyaroutes.ledger.job.ReturnAddress;
import java.util.List;
import java.util.Map;

/** What the ledger records of a brief that is refused. */
final class RefusedJob {
  private RefusedJob() {}

  /** The job under the brief's own id. */
  static NewJob of(BriefTarget target, IncomingBrief brief) {
    String requestId =
        brief.body() instanceof Map<?, ?> map
                && map.get("client_request_id") instanceof String id
                && !id.isBlank()
            ? BriefText.clean(id)
            : null;
    IdentifyBrief identify = new IdentifyBrief(target.exchange());
    return new NewJob(
        new JobTarget(
            target.flow().name(),
            target.flow().account(),
            Lengths.truncate(target.flow().model(), Lengths.MODEL),
            target.flow().kind(),
            target.flow().version()),
        identify.id(brief, requestId),
        Lengths.truncateStart(BriefText.clean(brief.sourceName()), Lengths.SOURCE_NAME),
        new JobInput(null, "{}", null, List.of()),
        null,
        null,
        identify.fingerprint(),
        returnAddress(target));
  }

  /** An address that cannot be used is the reason of the refusal, or not needed for it. */
  private static Map<String, String> returnAddress(BriefTarget target) {
    try {
      return ReturnAddress.of(target.exchange().getVariable(Variables.RETURN_ADDRESS));
    } catch (IllegalArgumentException e) {
      return Map.of();
    }
  }

  /**
   * The job under another id, so that a corrected brief may arrive under the first one: the
   * variable {@code refusalId}, where the source sets it, or one for refusals by the flow.
   */
  static NewJob underOtherId(NewJob job, BriefTarget target, IncomingBrief brief, boolean byFlow) {
    BriefId id = new IdentifyBrief(target.exchange()).refusalId(brief);
    if (id != null) {
      return job.withBrief(id);
    }
    return byFlow ? job.withBrief(job.brief().refused()) : job;
  }
}
