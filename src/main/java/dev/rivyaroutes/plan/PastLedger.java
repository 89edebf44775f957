package dev.rivyaroutes.plan;

import dev.rivyaroutes.ledger.search.PastBrief;
import dev.rivyaroutes.ledger.search.ReadPastBriefs;
import dev.rivyaroutes.ledger.sqlite.ReadOnlyLedger;
import dev.rivyaroutes.ledger.version.FlowVersion;
import dev.rivyaroutes.ledger.version.ReadRunVersions;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.core.env.Environment;

/**
 * What a plan reads of the ledger.
 *
 * @param briefs the newest briefs, the newest first
 * @param versions of each flow the version that has run last
 * @param running the flows that a replica has reported to run
 */
record PastLedger(List<PastBrief> briefs, List<FlowVersion> versions, Set<String> running) {

  static final PastLedger NONE = new PastLedger(List.of(), List.of(), Set.of());

  /** What jobs cost at most, by their models. */
  Map<String, BigDecimal> settled() {
    Map<String, BigDecimal> settled = new HashMap<>();
    for (PastBrief past : briefs) {
      if (past.credits().settled() != null) {
        settled.merge(past.target().model(), past.credits().settled(), BigDecimal::max);
      }
    }
    return settled;
  }

  /**
   * @param last how many briefs are read
   */
  static PastLedger read(Environment environment, int last) throws SQLException {
    try (ReadOnlyLedger ledger = ReadOnlyLedger.open(environment)) {
      ReadRunVersions versions = new ReadRunVersions(ledger.jdbc());
      return new PastLedger(
          new ReadPastBriefs(ledger.jdbc()).read(last), versions.last(), versions.reported());
    }
  }
}
