package dev.rivyaroutes.brief.poll;

import dev.rivyaroutes.ledger.source.SourceClaim;
import dev.rivyaroutes.ledger.source.Sources;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right of this process to poll a source. A source that one replica at a time may poll has a
 * lease, renewed at each poll and by the ledger in between; a shared one is always available.
 */
public final class PollClaim {
  private static final Logger LOG = LoggerFactory.getLogger(PollClaim.class);

  private final PollReport report;
  private final Sources sources;
  private final boolean shared;
  private SourceClaim claim;
  private String position;
  private boolean standsBy;

  PollClaim(PollReport report, Sources sources, boolean shared) {
    this.report = report;
    this.sources = sources;
    this.shared = shared;
  }

  /** Whether this process may poll now. */
  public boolean acquire() {
    report.register();
    if (shared) {
      return true;
    }
    if (claim != null && !sources.renew(claim)) {
      lose();
    }
    if (claim == null) {
      Optional<SourceClaim> mine = sources.claim(report.source());
      claim = mine.orElse(null);
      position = mine.map(SourceClaim::position).orElse(null);
    }
    if (claim == null && !standsBy) {
      LOG.info("{} is polled by another replica; this one stands by.", report);
    } else if (claim != null && standsBy) {
      LOG.info("{} is polled by this replica now.", report);
    }
    standsBy = claim == null;
    if (standsBy) {
      report.recordStandBy();
    }
    return claim != null;
  }

  /** Whether this process may still poll. */
  public boolean isHeld() {
    return shared || claim != null;
  }

  /** Up to where everything is settled; null before the first poll, and for a shared source. */
  public String position() {
    return position;
  }

  /** Records up to where everything is settled; false if another replica polls the source now. */
  public boolean move(String to) {
    if (shared) {
      return true;
    }
    if (claim == null) {
      return false;
    }
    if (to == null || to.equals(position)) {
      return true;
    }
    boolean moved = sources.recordPosition(claim, to);
    if (moved) {
      position = to;
    } else {
      lose();
    }
    return moved;
  }

  /** The claim for reports; null if there is none, as for a shared source. */
  public SourceClaim claim() {
    return claim;
  }

  private void lose() {
    LOG.info("{} was claimed by another replica, which polls it now.", report);
    claim = null;
  }

  /** Lets another replica poll at once. A lease that cannot be released ends by itself. */
  public void release() {
    SourceClaim held = claim;
    claim = null;
    if (held != null) {
      try {
        sources.release(held);
      } catch (RuntimeException e) {
        LOG.debug("The claim of {} could not be released", report, e);
      }
    }
  }
}
