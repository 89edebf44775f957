package dev.rivyaroutes.ledger.models;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.JobRows;
import dev.rivyaroutes.ledger.lease.Leases;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What Rivya last told of its models, for a start while Rivya is away, and for all replicas. One
 * replica at a time asks Rivya, under a lease and the fence of the version. What changes, which
 * models are paused by it, and which jobs go on, is one transaction.
 */
@Component
public final class Catalogues {

  /** The longest list that a row holds, in characters. */
  public static final int MAX_CHARACTERS = 1_000_000;

  private static final String MINE = " where base_url = ? and version = ?";

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final Leases lease;
  private final Clock clock;

  public Catalogues(GroupCommit commit, JdbcTemplate jdbc, Leases lease, Clock clock) {
    this.commit = commit;
    this.jdbc = jdbc;
    this.lease = lease;
    this.clock = clock;
  }

  /**
   * What an answer changes.
   *
   * @param models the new list as JSON; null when it is the same as before
   * @param paused the models that are not available any more, or for another reason than before
   * @param resumed the models that are available again
   */
  public record Changes(String models, List<Catalogue.Paused> paused, List<String> resumed) {

    /** The models that are paused once the changes are stored. */
    public Set<String> pausedAfter(Catalogue before) {
      Set<String> all = new TreeSet<>();
      before.paused().forEach(one -> all.add(one.model()));
      resumed.forEach(all::remove);
      paused.forEach(one -> all.add(one.model()));
      return all;
    }
  }

  public Optional<Catalogue> find(String baseUrl) {
    return jdbc
        .query(
            "select * from catalogue where base_url = ?",
            (row, i) ->
                new Catalogue(
                    baseUrl,
                    row.getString("models"),
                    row.getLong("revision"),
                    JobRows.instant(row, "told_at"),
                    JobRows.instant(row, "changed_at"),
                    JobRows.instant(row, "due_at"),
                    row.getLong("version"),
                    row.getString("cause"),
                    paused(baseUrl)),
            baseUrl)
        .stream()
        .findFirst();
  }

  private List<Catalogue.Paused> paused(String baseUrl) {
    return jdbc.query(
        "select * from paused_model where base_url = ? order by model",
        (row, i) ->
            new Catalogue.Paused(
                row.getString("model"),
                row.getString("status"),
                row.getString("item"),
                JobRows.instant(row, "since")),
        baseUrl);
  }

  /** The revision of the models; -1 where nothing is known of the address. */
  public long revision(String baseUrl) {
    return jdbc
        .queryForList("select revision from catalogue where base_url = ?", Long.class, baseUrl)
        .stream()
        .findFirst()
        .orElse(-1L);
  }

  /** Takes the question to Rivya for this replica, when it is due and nobody else has it. */
  public Optional<Catalogue> claim(String baseUrl) {
    Instant now = clock.instant();
    Sql insert =
        Sql.of(
            "insert into catalogue (base_url, revision, due_at, version) select ?, 0, ?, 0"
                + " where not exists (select 1 from catalogue where base_url = ?)",
            baseUrl,
            now,
            baseUrl);
    List<Long> due =
        jdbc.query(
            "select version, due_at from catalogue where base_url = ?",
            (row, i) -> JobRows.instant(row, "due_at").isAfter(now) ? null : row.getLong("version"),
            baseUrl);
    if (due.isEmpty()) {
      write(baseUrl, insert, List.of(), List.of());
    }
    Long version = due.isEmpty() ? Long.valueOf(0) : due.get(0);
    if (version == null || !take(baseUrl, version, now)) {
      return Optional.empty();
    }
    return find(baseUrl).filter(row -> row.version() == version + 1);
  }

  /** Takes the question before it is due, unless it failed last, or somebody asks it now. */
  public Optional<Catalogue> claimEarly(String baseUrl) {
    Optional<Long> version =
        jdbc
            .queryForList(
                "select version from catalogue where base_url = ? and owner is null"
                    + " and cause is null",
                Long.class,
                baseUrl)
            .stream()
            .findFirst();
    return version
        .filter(found -> take(baseUrl, found, clock.instant()))
        .flatMap(found -> find(baseUrl).filter(row -> row.version() == found + 1));
  }

  /** When Rivya last told its models; empty before. */
  public Optional<Instant> fetchedAt(String baseUrl) {
    return jdbc
        .query(
            "select told_at from catalogue where base_url = ? and told_at is not null",
            (row, i) -> JobRows.instant(row, "told_at"),
            baseUrl)
        .stream()
        .findFirst();
  }

  private boolean take(String baseUrl, long version, Instant now) {
    Sql guard =
        Sql.of(
            "update catalogue set owner = ?, due_at = ?, version = version + 1" + MINE,
            lease.owner(),
            lease.accountCallEndFrom(now),
            baseUrl,
            version);
    return write(baseUrl, guard, List.of(), List.of());
  }

  /**
   * Rivya has told its models; jobs of these accounts whose model is available go on. False when
   * another replica has asked since: then nothing was changed.
   */
  public boolean recordModels(
      Catalogue claimed, Changes changes, Collection<String> accounts, Instant next) {
    Instant now = clock.instant();
    List<Object> values = new ArrayList<>();
    String models = "";
    if (changes.models() != null) {
      models = ", models = ?, revision = revision + 1, changed_at = ?";
      values.addAll(List.of(changes.models(), now));
    }
    values.addAll(List.of(now, next, claimed.baseUrl(), claimed.version()));
    Sql guard =
        Sql.of(
            "update catalogue set owner = null, version = version + 1, cause = null"
                + models
                + ", told_at = ?, due_at = ?"
                + MINE,
            values.toArray());
    List<Sql> then = new ArrayList<>();
    changes.resumed().forEach(model -> then.add(forget(claimed, model)));
    changes.paused().forEach(paused -> then.add(forget(claimed, paused.model())));
    changes.paused().forEach(paused -> then.add(pause(claimed, paused)));
    accounts.forEach(account -> then.add(ModelJobs.release(account, claimed.baseUrl(), now)));
    return write(claimed.baseUrl(), guard, then, ModelJobs.wakes(accounts, now));
  }

  private static Sql forget(Catalogue claimed, String model) {
    return Sql.of(
        "delete from paused_model where base_url = ? and model = ?", claimed.baseUrl(), model);
  }

  private static Sql pause(Catalogue claimed, Catalogue.Paused paused) {
    return Sql.of(
        "insert into paused_model (base_url, model, status, item, since) values (?, ?, ?, ?, ?)",
        claimed.baseUrl(),
        paused.model(),
        paused.status(),
        paused.item(),
        paused.since());
  }

  /** Rivya did not tell; it is asked again then. */
  public void recordFailed(Catalogue claimed, String cause, Instant next) {
    Sql guard =
        Sql.of(
            "update catalogue set owner = null, version = version + 1, cause = ?, due_at = ?"
                + MINE,
            Cause.truncated(cause),
            next,
            claimed.baseUrl(),
            claimed.version());
    write(claimed.baseUrl(), guard, List.of(), List.of());
  }

  private boolean write(String row, Sql guard, List<Sql> then, List<Write.Wake> wakes) {
    return commit.write(new Write(row, guard, then, wakes));
  }
}
