package dev.rivyaroutes.brief.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.brief.Briefs;
import dev.rivyaroutes.brief.SourceProcess;
import dev.rivyaroutes.ledger.orders.Order;
import dev.rivyaroutes.ledger.quarantine.QuarantinedMessage.State;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows that are marked once the ledger has their briefs. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MarkedRowsIT extends RowsContract {

  @Override
  public Map<String, String> parameters() {
    return with("after", "mark", "status", "STATE", "job", "job");
  }

  /** As after a restored backup. */
  @Override
  public void putAgain(String text) {
    jdbc.update("update \"Orders\" set state = null, job = null where text = ?", text);
  }

  @Test
  void marksEachRowWithItsOutcomeAndItsJob() throws Exception {
    try (SourceProcess one = start("one")) {
      put("a-fox");
      putPoison(1);
      until(() -> refused().size() == 1 && !world().prompts().isEmpty());
      until(
          () ->
              jdbc.queryForObject(
                      "select count(*) from \"Orders\" where state is null", Integer.class)
                  == 0);

      String job =
          world().jdbc().queryForObject("select id from job where state <> 'failed'", String.class);
      assertThat(state("a-fox")).isEqualTo("accepted " + job);
      assertThat(jdbc.queryForMap("select state, job from \"Orders\" where text is null"))
          .containsEntry("state", "refused")
          .containsEntry(
              "job",
              world()
                  .jdbc()
                  .queryForObject("select id from job where state = 'failed'", String.class));
      assertThat(one.probe().arrivals()).contains("default/orders 1");
    }
  }

  @Test
  void takesMoreRowsThanABatch() throws Exception {
    jdbc.execute(
        "insert into \"Orders\" (text) select 'order ' || n from generate_series(1, 1203) n");
    try (SourceProcess one = start("one")) {
      until(() -> world().prompts().size() >= 1_203);
      assertThat(world().prompts()).doesNotHaveDuplicates().hasSize(1_203);
      assertThat(one.polls()).isEmpty();
    }
  }

  @Test
  void restsWhenRowsCannotBeMarkedAndSaysSo() throws Exception {
    try (SourceProcess one = start("one")) {
      jdbc.execute("alter table \"Orders\" add constraint unmarked check (state is null)");
      put("a-fox");
      put("a-cat");
      until(() -> world().source() != null && world().source().failures() >= 2);

      assertThat(world().source().cause()).contains("23514").contains("constraint");
      onlyJobs("a-fox");
      jdbc.execute("alter table \"Orders\" drop constraint unmarked");
      untilTaken("a-fox", "a-cat");
      assertThat(one.polls()).filteredOn(line -> line.contains("could not be polled")).hasSize(1);
    }
  }

  @Test
  void keepsARefusedRowAsJsonAndTakesItAgainOnOrder() throws Exception {
    try (SourceProcess one = start("one")) {
      one.probe()
          .action(
              () -> {
                throw new IllegalStateException("the step is odd");
              });
      putWithPicture("a-fox");
      until(() -> refused().size() == 1);
      String sha = world().quarantined().get(0).message().raw().sha256();
      assertThat(new String(world().store.open(sha).readAllBytes(), StandardCharsets.UTF_8))
          .contains("\"text\" : \"a-fox\"")
          .contains("\"base64\"");

      one.probe().reset();
      world().ledger().replays.order(world().quarantined().get(0), new Order("ada", null));
      until(() -> world().quarantined().get(0).state() == State.TAKEN);
      onlyJobs("a-fox");
      assertThat(
              world()
                  .jdbc()
                  .queryForObject(
                      "select count(*) from job_file where name like 'photo%'", Integer.class))
          .isOne();
    }
  }

  @Test
  void readsAQueryFromAFileBesideTheFlow() throws Exception {
    Files.writeString(
        routes.resolve("open.sql"),
        "select no, 'Draw ' || text as prompt from \"Orders\" where state is null and text like 'a%'; ");
    Map<String, String> parameters =
        with("after", "mark", "status", "state", "query", "open.sql", "columns", "");
    try (SourceProcess one = start("one", parameters)) {
      put("b-dog");
      put("a-fox");
      untilTaken("Draw a-fox");
      until(
          () ->
              "accepted"
                  .equals(
                      jdbc.queryForObject(
                          "select state from \"Orders\" where no = 2", String.class)));
      assertThat(one.probe().arrivals()).containsOnly("default/open.sql 2");
    }
  }

  @Test
  void stopsTheStartWithTheNearestName() {
    assertThatThrownBy(() -> start("one", with("after", "mark", "status", "stat")))
        .rootCause()
        .hasMessageContaining("status names the column stat")
        .hasMessageContaining("Did you mean state?");
    assertThatThrownBy(() -> start("two", with("table", "order")))
        .rootCause()
        .hasMessageContaining("Did you mean Orders?");
    assertThatThrownBy(() -> start("three", with("after", "mark")))
        .rootCause()
        .hasMessageContaining("needs the parameters table and status");
    assertThatThrownBy(() -> start("four", with("columns", "txt=prompt")))
        .rootCause()
        .hasMessageContaining("Did you mean text?");
  }

  @Test
  void readsEveryTypeOfAColumn() throws Exception {
    jdbc.execute("drop table if exists typed");
    jdbc.execute(
        """
        create table typed (id uuid primary key, prompt text, big numeric(30,10), n int, flag boolean,
          d date, ts timestamp, tz timestamptz, doc jsonb, tags text[], none text, pic bytea)
        """);
    jdbc.update(
        """
        insert into typed values ('7f3c1f0e-0000-4000-8000-000000000001', 'a fox', 12345678901234567890.5, 7, true,
          '2026-03-29', '2026-03-29 02:30:00.123456', '2026-03-29 03:30:00+02', '{"a": [1, 2.50], "b": null}',
          '{x,"y z"}', null, ?)
        """,
        Briefs.PNG);
    Map<String, String> parameters = Map.of("table", "typed", "id", "id", "delay", DELAY);
    StringBuilder body = new StringBuilder();
    try (SourceProcess one = start("one", parameters)) {
      one.probe()
          .step(
              exchange -> {
                body.append(exchange.getMessage().getBody());
                exchange.setVariable("prompt", "for all columns");
              });
      untilTaken("for all columns");
    }
    assertThat(body.toString())
        .contains(
            "prompt=a fox",
            "big=12345678901234567890.5000000000",
            "n=7",
            "flag=true",
            "d=2026-03-29",
            "ts=2026-03-29T02:30:00.123456",
            "tz=2026-03-29T01:30Z",
            "doc={a=[1, 2.50], b=null}",
            "tags=[x, y z]",
            "none=null",
            "pic=pic")
        .doesNotContain("7f3c1f0e");
  }
}
