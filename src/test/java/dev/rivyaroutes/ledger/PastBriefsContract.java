package dev.rivyaroutes.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.ledger.accept.JobInput;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.search.PastBrief;
import dev.rivyaroutes.ledger.search.ReadPastBriefs;
import dev.rivyaroutes.ledger.sqlite.ReadOnlyLedger;
import java.sql.SQLException;
import java.util.List;
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
}
