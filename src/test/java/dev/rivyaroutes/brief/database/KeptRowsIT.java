package dev.rivyaroutes.brief.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.brief.SourceProcess;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows that stay as they are, found by a growing column. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KeptRowsIT extends RowsContract {

  @Override
  public Map<String, String> parameters() {
    return with("position", "at");
  }

  /** As after a restored backup, with a new time. */
  @Override
  public void putAgain(String text) {
    jdbc.update("update \"Orders\" set at = now() where text = ?", text);
  }

  @Test
  void findsRowsThatAreCommittedLaterWithSmallerValues() throws Exception {
    try (SourceProcess one = start("one", with());
        Connection slow = jdbc.getDataSource().getConnection()) {
      slow.setAutoCommit(false);
      try (Statement insert = slow.createStatement()) {
        insert.execute("insert into \"Orders\" (text) values ('a-slow-one')");
      }
      put("a-fox");
      untilTaken("a-fox");
      world().clock.forward(Duration.ofMinutes(4));
      onlyJobs("a-fox");
      slow.commit();
      untilTaken("a-fox", "a-slow-one");
      assertThat(one.polls()).isEmpty();
    }
  }

  @Test
  void goesOnWhereItWasAndTakesRowsOfOneInstant() throws Exception {
    jdbc.execute(
        "insert into \"Orders\" (text, at) select 'order ' || n, '2026-01-01' from generate_series(1, 1203) n");
    try (SourceProcess one = start("one")) {
      until(() -> world().prompts().size() >= 1_203);
      world().clock.forward(Duration.ofMinutes(6));
      until(() -> world().source().position() != null);
    }
    assertThat(world().source().position()).contains("2026-01-01T").contains("1203");
    try (SourceProcess again = start("again")) {
      put("a-fox");
      until(() -> world().prompts().contains("a-fox"));
      assertThat(again.probe().arrivals()).hasSize(1);
      assertThat(world().prompts()).doesNotHaveDuplicates().hasSize(1_204);
    }
    assertThat(
            jdbc.queryForObject(
                "select count(*) from \"Orders\" where state is not null", Integer.class))
        .isZero();
  }
}
