package dev.rivyaroutes.brief.folder;

import dev.rivyaroutes.brief.Acceptance;
import dev.rivyaroutes.brief.Acceptance.Outcome;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says which files of a folder made no new job, as their briefs had arrived before. */
final class TellKnown {
  private static final Logger LOG = LoggerFactory.getLogger(TellKnown.class);

  private TellKnown() {}

  static void tell(String file, List<Acceptance> all) {
    List<Acceptance> known =
        all.stream().filter(one -> one.outcome() == Outcome.DUPLICATE).toList();
    if (!known.isEmpty()) {
      LOG.info(
          "Job {}: {} arrived before with the same name, size, time and content, so {} of its {}"
              + " brief(s) made no new job. To order it again, drop it with a new time.",
          known.get(0).jobId(),
          file,
          known.size(),
          all.size());
    }
  }
}
