package dev.rivyaroutes.bench;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** Fills an empty ledger with finished jobs, as those of earlier months. */
final class FinishedJobs {

  private static final String WHEN = "2026-05-11T10:15:00.000000Z";

  private static final String JOB =
      """
      insert into job (id, flow, source_key, source_name, source, caller, account, model, state, due_at,
        version, claims, attempts, task_id, open_deliveries, created_at, updated_at, finished_at)
      select '01BENCH0000000000' || n, 'http', '0000000000000000000000000000000000000000000000000000000' || n,
        'old-' || n, 'http', 'old', 'bench', 'nano-banana-2', 'done', %1$s,
        9, 0, 0, 'old-' || n, 0, %1$s, %1$s, %1$s
      from number
      """;

  private static final String CONTENT =
      """
      insert into job_content (job_id, source_id, prompt, params, idempotency_key, request, result)
      select '01BENCH0000000000' || n, 'old-' || n, 'A lighthouse at dusk, number ' || n, '{}', 'old-' || n,
        '{"model":"nano-banana-2","prompt":"A lighthouse at dusk"}', '{"status":"succeeded"}'
      from number
      """;

  private static final String FILE =
      """
      insert into job_file (job_id, role, n, name, content_type, kind, size, sha256)
      select '01BENCH0000000000' || n, 'result', 1, 'old-' || n || '-1.png', 'image/png', 'image', 200,
        '0000000000000000000000000000000000000000000000000000000' || n
      from number
      """;

  private static final String EVENT =
      """
      insert into job_event (job_id, at, state, attempt)
      select '01BENCH0000000000' || n, %1$s, state.name, 0
      from number, (select 'accepted' as name union all select 'submitted' union all select 'done') state
      """;

  private static final String DELIVERY =
      """
      insert into delivery (id, job_id, flow, sink, state, due_at, version, claims, attempts,
        delivered_to, created_at, updated_at)
      select '01SENT00000000000' || n, '01BENCH0000000000' || n, 'http', 'folder', 'delivered', %1$s, 3, 0, 0,
        'out/old-' || n || '-1.png', %1$s, %1$s
      from number
      """;

  /** Nine digits, so that ids sort by number. */
  private static final String NUMBERS =
      """
      create temporary table number as
      with recursive counted(i) as (select 1 union all select i + 1 from counted where i < %d)
      select substr(cast(1000000000 + i as text), 2) as n from counted
      """;

  private FinishedJobs() {}

  static void fill(BenchLedger ledger, int jobs) throws SQLException {
    String when = ledger.embedded() ? "'" + WHEN + "'" : "timestamptz '" + WHEN + "'";
    List<String> inserts =
        Stream.of(JOB, CONTENT, FILE, EVENT, DELIVERY).map(text -> text.formatted(when)).toList();
    ledger.fill(NUMBERS.formatted(jobs), inserts, "analyze");
  }
}
