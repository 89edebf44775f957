package dev.rivyaroutes.ledger.models;

import dev.rivyaroutes.ledger.commit.Columns;
import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.lease.Leases;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The model catalogues, for all replicas and for a start while Rivya is unavailable. One replica at
 * a time reads a catalogue, under a lease and its fencing version. The changes, the paused models
 * and the released jobs are committed in one transaction.
 */
@Component
public final class Catalogues {

  /** The maximum length of the stored models. */
  public static final int MAX_CHARACTERS = 1_000_000;

  private static final String MINE = " where base_url = ? and version = ?";

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;
  private final PausedModelRows pausedModels;
  private final Leases leases;
  private final Clock clock;

  public Catalogues(GroupCommit commit, JdbcTemplate jdbc, Leases leases, Clock clock) {
    this.commit = commit;
    this.jdbc = jdbc;
    this.pausedModels = new PausedModelRows(jdbc);
    this.leases = leases;
    this.clock = clock;
  }

  /**
   * The changes of a catalogue since it was last read.
   *
   * @param models the models as JSON; null if they are unchanged
   * @param paused the models that became unavailable, or are so for another reason
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
    return Sql.of("select * from catalogue where base_url = ?", baseUrl)
        .first(
            jdbc,
            (row, n) ->
                new Catalogue(
                    baseUrl,
                    row.getString("models"),
                    row.getLong("revision"),
                    Columns.instant(row, "changed_at"),
                    row.getLong("version"),
                    new Catalogue.Reads(
                        Columns.instant(row, "told_at"),
                        Columns.instant(row, "due_at"),
                        row.getString("cause")),
                    pausedModels.find(baseUrl)));
  }

  /** The revision of the models; -1 if nothing is known of the address. */
  public long revision(String baseUrl) {
    return Sql.of("select revision from catalogue where base_url = ?", baseUrl)
        .first(jdbc, (row, n) -> row.getLong(1))
        .orElse(-1L);
  }

  /** When the models were last read; empty before. */
  public Optional<Instant> fetchedAt(String baseUrl) {
    return Sql.of(
            "select told_at from catalogue where base_url = ? and told_at is not null", baseUrl)
        .first(jdbc, (row, n) -> Columns.instant(row, "told_at"));
  }

  /** Claims the next read of the models, if it is due and no replica has claimed it. */
  public Optional<Catalogue> claim(String baseUrl) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    if (revision(baseUrl) < 0) {
      Sql insert =
          Sql.of(
              "insert into catalogue (base_url, revision, due_at, version) select ?, 0, ?, 0"
                  + " where not exists (select 1 from catalogue where base_url = ?)",
              baseUrl,
              now,
              baseUrl);
      commit.write(new Write(baseUrl, insert));
    }
    return claim(
        baseUrl,
        Sql.of("select version from catalogue where base_url = ? and due_at <= ?", baseUrl, now));
  }

  /**
   * Claims the next read before it is due, unless the last one failed, one is in progress, or the
   * models were read at this time or later.
   */
  public Optional<Catalogue> claimEarly(String baseUrl, Instant since) {
    return claim(
        baseUrl,
        Sql.of(
            "select version from catalogue where base_url = ? and owner is null and cause is null"
                + " and (told_at is null or told_at < ?)",
            baseUrl,
            since));
  }

  private Optional<Catalogue> claim(String baseUrl, Sql version) {
    return version
        .first(jdbc, (row, n) -> row.getLong(1))
        .filter(found -> claim(baseUrl, found))
        .flatMap(found -> find(baseUrl).filter(row -> row.version() == found + 1));
  }

  private boolean claim(String baseUrl, long version) {
    Sql guard =
        Sql.of(
            "update catalogue set owner = ?, due_at = ?, version = version + 1" + MINE,
            leases.owner(),
            leases.unrenewedEndFrom(clock.instant()),
            baseUrl,
            version);
    return commit.write(new Write(baseUrl, guard));
  }

  /**
   * Records the models and releases the jobs of these accounts whose model is available. Returns
   * false if another replica has claimed the catalogue since; then nothing was changed.
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
    List<Sql> followUps = new ArrayList<>();
    changes
        .resumed()
        .forEach(model -> followUps.add(PausedModelRows.delete(claimed.baseUrl(), model)));
    changes
        .paused()
        .forEach(
            paused -> followUps.add(PausedModelRows.delete(claimed.baseUrl(), paused.model())));
    changes
        .paused()
        .forEach(paused -> followUps.add(PausedModelRows.insert(claimed.baseUrl(), paused)));
    accounts.forEach(account -> followUps.add(ModelJobs.release(account, claimed.baseUrl(), now)));
    return commit.write(
        new Write(claimed.baseUrl(), guard, followUps, ModelJobs.wakes(accounts, now)));
  }

  /** The read failed and is retried then. */
  public void recordFailed(Catalogue claimed, String cause, Instant next) {
    Sql guard =
        Sql.of(
            "update catalogue set owner = null, version = version + 1, cause = ?, due_at = ?"
                + MINE,
            Cause.truncated(cause),
            next,
            claimed.baseUrl(),
            claimed.version());
    commit.write(new Write(claimed.baseUrl(), guard));
  }
}
