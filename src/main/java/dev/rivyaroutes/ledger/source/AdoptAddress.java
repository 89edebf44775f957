package dev.rivyaroutes.ledger.source;

import dev.rivyaroutes.ledger.commit.GroupCommit;
import dev.rivyaroutes.ledger.commit.Sql;
import dev.rivyaroutes.ledger.commit.Write;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Gives a source another address. What is known of the former one is not true of it; up to where
 * the source had read there is kept, so that nothing is lost when it changes back.
 */
final class AdoptAddress {

  private static final String ADOPT =
      "update source set kind = ?, address = ?, delay_millis = ?, polled_at = null,"
          + " failed_since = null, failures = 0, cause = null, waiting = null, oldest_at = null,"
          + " position = (select position from source_position"
          + " where route = ? and kind = ? and address = ?),"
          + " reported_at = ?, owner = null, due_at = ?, version = version + 1"
          + " where route = ? and version = ? and coalesce(position, '') = ?";

  private static final String OF_ADDRESS = " where route = ? and kind = ? and address = ?";

  /** What the row has of the former address. */
  private record Former(String kind, String address, String position, long version) {

    boolean isAt(SourceRoute source) {
      return kind.equals(source.kind()) && address.equals(source.address());
    }
  }

  private final GroupCommit commit;
  private final JdbcTemplate jdbc;

  AdoptAddress(GroupCommit commit, JdbcTemplate jdbc) {
    this.commit = commit;
    this.jdbc = jdbc;
  }

  /**
   * @return false if the source has the address already
   */
  boolean adopt(SourceRoute source, Instant now) {
    while (true) {
      Optional<Former> former = former(source).filter(found -> !found.isAt(source));
      if (former.isEmpty()) {
        return false;
      }
      if (commit.write(replace(source, former.get(), now))) {
        return true;
      }
    }
  }

  private Optional<Former> former(SourceRoute source) {
    return Sql.of("select * from source where route = ?", source.route())
        .first(
            jdbc,
            (row, n) ->
                new Former(
                    row.getString("kind"),
                    row.getString("address"),
                    row.getString("position"),
                    row.getLong("version")));
  }

  private static Write replace(SourceRoute source, Former former, Instant now) {
    String route = source.route();
    Sql guard =
        Sql.of(
            ADOPT,
            source.kind(),
            source.address(),
            source.delay().toMillis(),
            route,
            source.kind(),
            source.address(),
            now,
            now,
            route,
            former.version(),
            former.position() == null ? "" : former.position());
    List<Sql> keep = new ArrayList<>();
    if (former.position() != null) {
      keep.add(
          Sql.of(
              "delete from source_position" + OF_ADDRESS, route, former.kind(), former.address()));
      keep.add(
          Sql.of(
              "insert into source_position (route, kind, address, position) values (?, ?, ?, ?)",
              route,
              former.kind(),
              former.address(),
              former.position()));
    }
    return new Write(route, guard, keep, List.of());
  }
}
