package dev.rivyaroutes.ledger;

import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Finds the briefs that have arrived before, those of deleted jobs too. The jobs are looked at
 * first: a job that is deleted meanwhile is then found among the past ones.
 */
final class KnownBriefs {

  private static final RowMapper<Accepted> BEFORE =
      (row, n) ->
          new Accepted(row.getString("id"), true, JobState.fromColumn(row.getString("state")));

  private final JdbcTemplate jdbc;

  KnownBriefs(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** What became of a brief that has arrived before. */
  Accepted find(NewJob job) {
    String key = SourceKey.of(job.sourceId());
    List<Accepted> found =
        jdbc.query(
            "select id, state from job where flow = ? and source_key = ?", BEFORE, job.flow(), key);
    if (found.isEmpty()) {
      found =
          jdbc.query(
              "select job_id as id, state from past_job where flow = ? and source_key = ?",
              BEFORE,
              job.flow(),
              SourceKey.packed(key));
    }
    return found.get(0);
  }

  /** Of these source ids, those that have arrived before. */
  Set<String> of(String flow, List<String> sourceIds) {
    Map<String, String> byKey = new HashMap<>();
    sourceIds.forEach(id -> byKey.put(SourceKey.of(id), id));
    Set<String> known = new HashSet<>();
    jdbc.query(
        "select source_key from job where flow = ? and source_key = any(?)",
        row -> {
          known.add(byKey.remove(row.getString(1)));
        },
        flow,
        JobRows.array(byKey.keySet()));
    if (!byKey.isEmpty()) {
      jdbc.query(
          "select source_key from past_job where flow = ? and source_key = any(?)",
          row -> {
            known.add(byKey.get(HexFormat.of().formatHex(row.getBytes(1))));
          },
          flow,
          // The driver of PostgreSQL takes bytes only in an array of exactly this type.
          new SqlArrayValue(
              "bytea",
              (Object[]) byKey.keySet().stream().map(SourceKey::packed).toArray(byte[][]::new)));
    }
    return known;
  }

  /** The newest uses of a reference by jobs of a flow. */
  List<ReferenceUse> uses(String flow, String sha256) {
    return jdbc.query(
        "select j.source_name, f.name from job_file f join job j on j.id = f.job_id"
            + " where f.sha256 = ? and f.role = ? and j.flow = ? order by j.id desc"
            + " fetch first 100 rows only",
        (row, n) -> new ReferenceUse(row.getString(1), row.getString(2)),
        sha256,
        JobRows.REFERENCE,
        flow);
  }
}
