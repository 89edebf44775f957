package dev.rivyaroutes.bench;

import java.sql.SQLException;
import java.util.List;

/**
 * Fills a PostgreSQL with the jobs of 90 days, as skewed as real ones: few flows with most of the
 * jobs, 41 callers, 1 % failed, 0.1 % parked, some deliveries pending or dead.
 */
final class ManyJobs {

  private static final String NUMBERS =
      """
      create unlogged table number as
      select n, md5(n::text) as hash, moment, id from generate_series(1, %1$d) n,
        lateral (select now() - (%1$d - n) * (interval '90 days' / %1$d) as moment) at,
        lateral (select string_agg(substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ',
          (((extract(epoch from moment) * 1000)::bigint >> (5 * k)) & 31)::int + 1, 1), '' order by k desc)
          || lpad(n::text, 16, '0') as id from generate_series(0, 9) k) ulid
      """;

  private static final String JOB =
      """
      insert into job (id, flow, source_key, source_name, source, caller, account, model, state, stage,
        due_at, version, claims, attempts, task_id, estimated_credits, final_credits, open_deliveries,
        trouble, code, cause, created_at, updated_at, finished_at)
      select id, (array['posters', 'posters', 'posters', 'posters', 'posters', 'photos', 'photos', 'photos',
          'clips', 'voices'])[1 + n % 10],
        hash || hash, 'in/' || substr(hash, 1, 8) || '.json', (array['http', 'folder', 's3', 'mail'])[1 + n % 4],
        case when n % 1000 = 7 then 'rare' else 'caller-' || n % 40 end, 'bench',
        (array['nano-banana-2', 'nano-banana-2', 'kling-3', 'veo-4'])[1 + n % 4],
        case when n % 1000 = 2 then 'parked' when n % 100 = 1 then 'failed' when n % 1000 = 3 then 'cancelled'
          when n % 1000 = 4 then 'delivering' when n % 1000 = 5 then 'waiting' else 'done' end,
        case when n % 1000 = 2 then 'submit' when n % 1000 = 5 then 'poll' end,
        now() + interval '1 year', 8, 0, 0, 'task-' || n, 5 + n % 7, 5 + n % 7,
        case when n % 1000 = 4 then 1 else 0 end,
        case when n % 1000 = 2 then 'credit' when n % 100 = 1 then 'permanent' end,
        case when n % 1000 = 2 then 'insufficient_credits'
          when n % 100 = 1 then (array['content_policy', 'failed', 'internal'])[1 + n / 100 % 3] end,
        case when n % 1000 = 2 or n % 100 = 1 then 'Rivya refused it.' end,
        moment, moment + interval '1 minute', moment + interval '1 minute'
      from number
      """;

  private static final String CONTENT =
      """
      insert into job_content (job_id, source_id, prompt, params, client_request_id, idempotency_key, request, result)
      select id, 'src-' || hash, 'A ' || (array['green', 'red', 'blue', 'golden'])[1 + n % 4] || ' door in the '
          || substr(hash, 1, 6) || ' style with ' || repeat('detail ', 20 + n % 30)
          || case when n % 20000 = 9 then 'harpsichord' else '' end,
        '{"size":"1024"}', 'req-' || n, id, '{"prompt":"' || repeat('y', 200) || '"}', '{"status":"succeeded"}'
      from number
      """;

  private static final String EVENT =
      """
      insert into job_event (job_id, at, state, attempt)
      select id, moment, state, 0 from number, unnest(array['accepted', 'submitted', 'done']) state
      """;

  private static final String FILE =
      """
      insert into job_file (job_id, role, n, name, content_type, kind, size, sha256)
      select id, 'result', 1, substr(hash, 1, 8) || '-1.png', 'image/png', 'image', 1000, hash || hash from number
      """;

  private static final String DELIVERY =
      """
      insert into delivery (id, job_id, flow, sink, state, due_at, version, claims, attempts, delivered_to,
        created_at, updated_at)
      select id, id, flow, 'folder',
        case when n % 3000 = 4 then 'dead' when n % 1000 = 4 then 'pending' else 'delivered' end,
        now() + interval '1 year', 3, 0, case when n % 1000 = 4 then 3 else 0 end, 'out/' || hash, moment, moment
      from number join job using (id)
      """;

  private static final String AUDIT =
      """
      insert into audit (id, at, caller, role, login, action, thing_kind, thing, reason, outcome, text)
      select id, moment, case when n % 3 = 0 then 'ada' else 'ops' end, 'operator', 'password',
        case when n % 50 = 0 then 'cancel' else 'replay' end, 'job', id, 'The model is repaired',
        case when n % 100 = 5 then 'refused' else 'done' end, 'Replayed.'
      from number where n % 5 = 0
      """;

  private ManyJobs() {}

  static void fill(BenchLedger ledger, int jobs) throws SQLException {
    ledger.fill(
        NUMBERS.formatted(jobs),
        List.of(JOB, CONTENT, EVENT, FILE, DELIVERY, AUDIT),
        "vacuum analyze");
  }
}
