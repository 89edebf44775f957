package dev.rivyaroutes.ledger.accept;

import dev.rivyaroutes.ledger.job.BriefId;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.job.JobState;
import dev.rivyaroutes.ledger.job.SourceKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/**
 * Finds the briefs that arrived before, including those of deleted jobs and the references of jobs.
 * Jobs are read first, so that a job which is deleted meanwhile is found among the past ones.
 */
final class KnownBriefs {

  private static final RowMapper<AcceptResult> BEFORE =
      (row, n) ->
          new AcceptResult(row.getString("id"), true, JobState.fromColumn(row.getString("state")));

  private final JdbcTemplate jdbc;

  KnownBriefs(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  AcceptResult find(NewJob job) {
    AcceptResult before = before(job.flow(), job.brief());
    boolean other = job.fingerprint() != null && isOther(job);
    return before == null
        ? new AcceptResult(null, true, null, other)
        : new AcceptResult(before.jobId(), true, before.state(), other);
  }

  private AcceptResult before(String flow, BriefId brief) {
    for (String key : List.of(brief.key(), brief.legacyKey())) {
      List<AcceptResult> found =
          jdbc.query(
              "select id, state from job where flow = ? and source_key = ?", BEFORE, flow, key);
      if (found.isEmpty()) {
        found =
            jdbc.query(
                "select job_id as id, state from past_job where flow = ? and source_key = ?",
                BEFORE,
                flow,
                SourceKey.packed(key));
      }
      if (!found.isEmpty()) {
        return found.get(0);
      }
    }
    return null;
  }

  /** Whether another request has used the key of this one. */
  private boolean isOther(NewJob job) {
    return jdbc.queryForObject(
            "select count(*) from keyed_request where flow = ? and request_key = ?"
                + " and fingerprint <> ?",
            Integer.class,
            job.flow(),
            SourceKey.packed(job.brief().requestKey()),
            SourceKey.packed(job.fingerprint()))
        > 0;
  }

  Set<BriefId> findKnown(String flow, Collection<BriefId> briefs) {
    Map<String, BriefId> byKey = new HashMap<>();
    for (BriefId brief : briefs) {
      byKey.put(brief.key(), brief);
      byKey.put(brief.legacyKey(), brief);
    }
    Set<BriefId> known = new HashSet<>();
    jdbc.query(
        "select source_key from job where flow = ? and source_key = any(?)",
        row -> {
          known.add(byKey.get(row.getString(1)));
        },
        flow,
        JobRows.array(byKey.keySet()));
    byKey.values().removeAll(known);
    if (!byKey.isEmpty()) {
      jdbc.query(
          "select source_key from past_job where flow = ? and source_key in"
              + " (select decode(value, 'hex') from unnest(?) as value)",
          row -> {
            known.add(byKey.get(HexFormat.of().formatHex(row.getBytes(1))));
          },
          flow,
          JobRows.array(byKey.keySet()));
    }
    return known;
  }

  /** The newest uses of a file by jobs of the flow. */
  List<ReferenceUse> findReferenceUses(String flow, String sha256) {
    return jdbc.query(
        "select j.id, j.source_name, coalesce(f.beside, f.name) from job_file f join job j on j.id = f.job_id"
            + " where f.sha256 = ? and f.role = ? and j.flow = ? order by j.id desc"
            + " limit 100",
        (row, n) -> new ReferenceUse(row.getString(1), row.getString(2), row.getString(3)),
        sha256,
        JobRows.REFERENCE,
        flow);
  }
}
