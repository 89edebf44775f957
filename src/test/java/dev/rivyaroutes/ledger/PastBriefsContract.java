package dev.rivyaroutes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.ledger.accept.JobInput;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.search.PastBrief;
import dev.rivyaroutes.ledger.search.ReadPastBriefs;
import dev.rivyaroutes.ledger.sqlite.ReadOnlyLedger;
import dev.rivyaroutes.ledger.version.FlowReplicas;
import dev.rivyaroutes.ledger.version.FlowVersion;
import dev.rivyaroutes.ledger.version.FlowVersions;
import dev.rivyaroutes.ledger.version.ReadRunVersions;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** What a plan reads of a ledger that it may not change. */
interface PastBriefsContract {

  LedgerWorld ledger();

  /** The address of the ledger. */
  String address();

  @Test
  default void readsPastBriefsWhereItCannotWrite() throws SQLException {
    LedgerWorld world = ledger();
    JobFile file = new JobFile(1, "lamp.png", "image/png", "image", 3, "b".repeat(64), null);
    JobInput input = new JobInput("A lamp", "{}", null, List.of(file), null, "{\"body\":\"x\"}");
    world.one.accept.accept(
        List.of(
            LedgerWorld.brief("first"),
            new NewJob(LedgerWorld.FLOW, "second", "b.txt", "shop", "nano", input, null)));

    try (ReadOnlyLedger ledger = ReadOnlyLedger.open(address(), "", "")) {
      List<PastBrief> all = new ReadPastBriefs(ledger.jdbc()).read(10);

      assertThat(all).hasSize(2);
      PastBrief second =
          all.stream().filter(one -> one.sourceName().equals("b.txt")).findFirst().orElseThrow();
      assertThat(second.texts().brief()).isEqualTo("{\"body\":\"x\"}");
      assertThat(second.texts().prompt()).isEqualTo("A lamp");
      assertThat(second.target().model()).isEqualTo("nano");
      assertThat(second.references()).containsExactly(file);
      assertThat(new ReadPastBriefs(ledger.jdbc()).read(1)).hasSize(1);
      assertThatThrownBy(() -> ledger.jdbc().update("delete from job"))
          .isInstanceOf(DataAccessException.class);
    }
    assertThat(world.jdbc.queryForObject("select count(*) from job", Integer.class)).isEqualTo(2);
  }

  /** A version whose routes could not be started did not run. */
  @Test
  default void readsTheVersionsThatHaveRunLast() throws SQLException {
    LedgerWorld world = ledger();
    world.jdbc.update("delete from flow_version");
    FlowVersions versions =
        new FlowVersions(world.one.commit, world.jdbc, world.one.lease, world.clock);
    versions.recordSinks(versions.accept("posters", "a", "a".repeat(64)), List.of());
    String ran = versions.accept("posters", "b", "b".repeat(64));
    versions.recordSinks(ran, List.of());
    FlowVersions restarted = new FlowVersions(null, world.jdbc, null, null);
    restarted.recordSinks(ran, List.of()); // It has nothing to commit with.
    versions.accept("posters", "c", "c".repeat(64));
    versions.accept("wrong", "d", "d".repeat(64));
    Map<String, String> running = new HashMap<>(Map.of("posters", "b".repeat(64), "wrong", ""));
    running.put("off", null);
    new FlowReplicas(world.one.commit, world.jdbc, world.one.lease, world.clock).report(running);

    try (ReadOnlyLedger ledger = ReadOnlyLedger.open(address(), "", "")) {
      ReadRunVersions read = new ReadRunVersions(ledger.jdbc());
      assertThat(read.last()).extracting(FlowVersion::id).containsExactly(ran);
      assertThat(read.reported()).containsExactly("posters");
    } finally {
      world.jdbc.update("delete from flow_version");
      world.jdbc.update("delete from flow_replica");
    }
  }
}
