package dev.rivyaroutes.brief.folder;

import dev.rivyaroutes.brief.Acceptance;
import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.Acceptances.Verdict;
import dev.rivyaroutes.brief.LogOnce;
import dev.rivyaroutes.brief.PendingBriefs;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves a file whose briefs are in the ledger, or leaves it to be read again. */
final class AcknowledgeFile {
  private static final Logger LOG = LoggerFactory.getLogger(AcknowledgeFile.class);
  private final Path root;
  private final StableFiles stable;
  private final PendingBriefs pending;
  private final LogOnce problems;
  private final LogOnce moves = new LogOnce(LOG);
  private final MoveHandledFile move;
  private final KeepRefusedFile refused;

  AcknowledgeFile(
      StableFiles stable,
      PendingBriefs pending,
      LogOnce problems,
      MoveHandledFile move,
      KeepRefusedFile refused) {
    this.root = move.root();
    this.stable = stable;
    this.pending = pending;
    this.problems = problems;
    this.move = move;
    this.refused = refused;
  }

  /** Returns whether the file is gone from the folder. */
  boolean acknowledge(DroppedFile dropped, Acceptances acceptances) {
    Path file = dropped.file();
    Verdict verdict = acceptances.verdict();
    try {
      if (verdict == Verdict.UNHANDLED) {
        stable.failed(file);
        LOG.warn(
            "{} stays in {}: its flow ended without handing it to rivya-generation-sink. Correct"
                + " the flow, or keep such files out by the source's parameter exclude.",
            dropped.relative(),
            root);
      } else if (verdict == Verdict.WAITING) {
        stable.again(file);
        pending.recordWait(dropped.waitId(), dropped.relative(), acceptances);
      } else if (!DroppedFile.of(root, file).equals(dropped)) {
        LOG.info("{} changed while it was read; it is read again", dropped.relative());
      } else {
        move.move(
            file,
            dropped.relative(),
            verdict,
            acceptances.reasons(),
            setAside -> refused.keep(dropped, acceptances, setAside));
        moves.solved(file, file + " has been moved now.");
        forget(dropped);
        logDuplicates(dropped, acceptances);
        return true;
      }
    } catch (NoSuchFileException e) {
      forget(dropped); // Another replica has moved it.
      return true;
    } catch (KeepRefusedFile.NotKept e) {
      stable.failed(file);
      moves.warn(
          file,
          "%s is refused and stays where it is, because it could not be kept in the quarantine: %s This is retried."
              .formatted(file, e.getMessage()));
    } catch (IOException e) {
      stable.failed(file);
      moves.warn(
          file,
          "%s is in the ledger but cannot be moved: %s The move is retried."
              .formatted(file, move.reason(file, e)));
    }
    return false;
  }

  private void forget(DroppedFile dropped) {
    stable.forget(dropped.file());
    pending.forget(dropped.waitId());
    problems.forget(dropped.file());
  }

  private static void logDuplicates(DroppedFile dropped, Acceptances acceptances) {
    List<Acceptance> duplicates = acceptances.with(Outcome.DUPLICATE);
    if (!duplicates.isEmpty()) {
      LOG.info(
          "Job {}: {} arrived before with the same name, size, time and content, so {} of its {}"
              + " brief(s) made no new job. To order it again, drop it with a new time.",
          duplicates.get(0).jobId(),
          dropped.relative(),
          duplicates.size(),
          acceptances.all().size());
    }
  }
}
