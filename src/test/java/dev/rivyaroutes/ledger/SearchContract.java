package dev.rivyaroutes.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

interface SearchContract extends OnLedger {

  private List<String> found(JobSearch search) {
    return new FindJobs(JdbcClient.create(ledger().database))
        .search(search).stream().map(JobSummary::id).toList();
  }

  private List<String> filled() {
    List<NewJob> briefs = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      NewJob brief = LedgerWorld.brief("brief-" + i);
      briefs.add(
          new NewJob(
              "flow-" + i % 3,
              brief.sourceId(),
              "in/Cat_" + i + ".txt",
              brief.account(),
              brief.model(),
              "p",
              "{}",
              null,
              List.of(),
              null));
    }
    List<String> ids = ledger().one.accept.accept(briefs).stream().map(Accepted::jobId).toList();
    for (int i = 0; i < 12; i += 2) {
      ledger().jdbc.update("update job set state = 'done' where id = ?", ids.get(i));
    }
    return ids;
  }

  @Test
  default void findsTheNewestFirstWhateverIsAskedFor() {
    List<String> ids = filled();
    assertThat(found(new JobSearch(null, null, null, null, null, 3)))
        .containsExactly(ids.get(11), ids.get(10), ids.get(9));
    assertThat(found(new JobSearch(null, "flow-1", null, null, null, 3)))
        .containsExactly(ids.get(10), ids.get(7), ids.get(4));
    assertThat(found(new JobSearch(null, null, "succeeded", null, ids.get(9), 3)))
        .containsExactly(ids.get(8), ids.get(6), ids.get(4));
    assertThat(found(new JobSearch(List.of("flow-0", "flow-1"), null, "queued", null, null, 9)))
        .containsExactly(ids.get(9), ids.get(7), ids.get(3), ids.get(1));
    assertThat(found(new JobSearch(null, "flow-1", "queued", "CAT_7", null, 9)))
        .containsExactly(ids.get(7));
    assertThat(found(new JobSearch(null, null, "done", null, ids.get(9), 2)))
        .containsExactly(ids.get(8), ids.get(6));
    assertThat(found(new JobSearch(null, null, "parked", null, null, 9))).isEmpty();
    assertThat(found(new JobSearch(List.of("flow-1"), null, null, null, ids.get(7), 1)))
        .containsExactly(ids.get(4));
  }

  @Test
  default void findsAJobByItsIdsAndNothingThatMayNotBeSeen() {
    List<String> ids = filled();
    for (String words : List.of(ids.get(4), ids.get(4).toLowerCase(), "brief-4", "t_4.")) {
      assertThat(found(new JobSearch(null, null, null, words, null, 9)))
          .as(words)
          .containsExactly(ids.get(4));
    }
    assertThat(found(new JobSearch(List.of("flow-0"), null, null, ids.get(4), null, 9))).isEmpty();
    assertThat(found(new JobSearch(List.of("flow-0"), "flow-1", null, null, null, 9))).isEmpty();
    assertThat(found(new JobSearch(List.of(), null, null, null, null, 9))).isEmpty();
    assertThat(found(new JobSearch(null, null, "failed", null, null, 9))).isEmpty();
  }
}
