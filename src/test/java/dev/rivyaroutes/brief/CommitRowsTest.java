package dev.rivyaroutes.brief;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.brief.form.IncomingBrief;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.database.LedgerUnavailable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class CommitRowsTest {
  private static final CamelContext CAMEL = new DefaultCamelContext();
  private static final FlowTarget FLOW = FlowTarget.generation("flow", "model", "account");
  private static final FlowTarget OTHER = FlowTarget.generation("other", "model", "account");

  private final Briefs briefs =
      new Briefs(
          job -> null, Briefs.limits(DataSize.ofKilobytes(64), DataSize.ofMegabytes(8), 1_000));
  private final CollectAcceptances collect = new CollectAcceptances();
  private final CommitRows commit = new CommitRows();
  private final Exchange manifest = new DefaultExchange(CAMEL);

  @Test
  void commitsTwoHundredRowsAtATimeInTheirOrder() throws IOException {
    Exchange collected = handIn(rows(450), FLOW);

    assertThat(briefs.ledger.batches).containsExactly(200, 200);
    commit.commit(collected);

    assertThat(briefs.ledger.batches).containsExactly(200, 200, 50);
    assertThat(briefs.ledger.jobs.stream().map(NewJob::prompt))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 450).mapToObj(n -> "prompt " + n).toList());
    List<Acceptance> all = Acceptances.of(collected).all();
    assertThat(all).hasSize(450).allMatch(one -> one.outcome() == Outcome.ACCEPTED);
    assertThat(all.get(449).jobId()).isEqualTo("job-450");
  }

  @Test
  void composesTheNextRowsWhileTheLastOnesAreCommitted() throws IOException {
    briefs.ledger.deferred = true;
    Exchange collected = handIn(rows(450), FLOW);

    assertThat(briefs.ledger.begun).containsExactly(200, 200);
    assertThat(briefs.ledger.batches).containsExactly(200);
    commit.commit(collected);

    assertThat(briefs.ledger.batches).containsExactly(200, 200, 50);
    assertThat(briefs.ledger.jobs.stream().map(NewJob::prompt))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 450).mapToObj(n -> "prompt " + n).toList());
    assertThat(Acceptances.of(collected).all())
        .hasSize(450)
        .allMatch(one -> one.outcome() == Outcome.ACCEPTED);
  }

  @Test
  void commitsAgainInTheirOrderWhatCouldNotBeCommitted() throws IOException {
    briefs.ledger.deferred = true;
    Exchange collected = handIn(rows(250), FLOW);
    briefs.ledger.down = true;
    assertThatThrownBy(() -> commit.commit(collected)).isInstanceOf(LedgerUnavailable.class);
    briefs.ledger.down = false;

    commit.commit(collected);

    assertThat(briefs.ledger.jobs.stream().map(NewJob::prompt))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 250).mapToObj(n -> "prompt " + n).toList());
    assertThat(Acceptances.of(collected).all()).hasSize(250);
  }

  @Test
  void keepsTheReasonOfEachRefusedRowAtItsPlace() throws IOException {
    Exchange collected =
        handIn("{\"prompt\":\"a\"}\n{\"promt\":\"b\"}\n{\"prompt\":\"c\"}\n", FLOW);
    commit.commit(collected);

    assertThat(Acceptances.of(collected).all().stream().map(Acceptance::outcome))
        .containsExactly(Outcome.ACCEPTED, Outcome.REFUSED, Outcome.ACCEPTED);
    assertThat(Acceptances.of(collected).reasons()).startsWith("Row 2: ");
  }

  @Test
  void commitsEarlierWhereRowsAreLong() throws IOException {
    String row = "{\"prompt\":\"a\",\"params\":{\"text\":\"" + "y".repeat(15_000) + "\"}}\n";
    Exchange collected = handIn(row.repeat(150), FLOW);
    commit.commit(collected);

    assertThat(briefs.ledger.batches).containsExactly(70, 70, 10);
    assertThat(Acceptances.of(collected).all()).hasSize(150);
  }

  @Test
  void failsTheManifestWhenTheLedgerIsAwayAndAcceptsItOnceAfterwards() throws IOException {
    Exchange first = handIn(rows(250), FLOW);
    briefs.ledger.down = true;

    assertThatThrownBy(() -> commit.commit(first)).isInstanceOf(LedgerUnavailable.class);

    briefs.ledger.down = false;
    Exchange again = handIn(rows(250), FLOW);
    commit.commit(again);

    assertThat(briefs.ledger.jobs).hasSize(250);
    assertThat(
            Acceptances.of(again).all().stream().filter(one -> one.outcome() == Outcome.DUPLICATE))
        .hasSize(200);
  }

  @Test
  void acceptsEachRowForEveryFlowThatItIsHandedTo() throws IOException {
    Exchange collected = handIn(rows(3), FLOW, OTHER);
    commit.commit(collected);

    assertThat(briefs.ledger.jobs.stream().map(job -> job.flow() + " " + job.prompt()))
        .containsExactlyInAnyOrder(
            "flow prompt 1",
            "flow prompt 2",
            "flow prompt 3",
            "other prompt 1",
            "other prompt 2",
            "other prompt 3");
  }

  @Test
  void knowsThatARowIsAcceptedWhenALaterStepFails() throws IOException {
    Iterator<IncomingBrief> rows = read(rows(2));
    Exchange row = present(rows.next());
    briefs.accept.accept(row, FLOW);

    Acceptance refused = briefs.accept.refuse(row, FLOW, "a later step failed");

    assertThat(refused.outcome()).isNotEqualTo(Outcome.REFUSED);
    assertThat(briefs.ledger.jobs).hasSize(1);
    assertThat(briefs.ledger.refusals).isEmpty();
  }

  @Test
  void isNeverTakenForAcknowledgedWithoutItsCommit() throws IOException {
    Exchange collected = handIn(rows(3), FLOW);

    assertThatThrownBy(() -> Acceptances.of(collected)).hasMessageContaining("commitRows");
  }

  @Test
  void acceptsTheFirstOfTwoRowsWithOneIdWhenTheSecondIsRefused() throws IOException {
    Iterator<IncomingBrief> rows = read("{\"prompt\":\"a\"}\n{\"promt\":\"b\"}\n");
    Exchange collected = null;
    while (rows.hasNext()) {
      Exchange row = present(rows.next());
      row.setVariable(Variables.SOURCE_ID, "the flow's own id");
      briefs.accept.accept(row, FLOW);
      collected = collect.aggregate(collected, row);
    }
    commit.commit(collected);

    assertThat(briefs.ledger.jobs.stream().map(NewJob::prompt)).containsExactly("a");
    assertThat(Acceptances.of(collected).all().get(0).outcome()).isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void leavesASingleBriefAlone() throws IOException {
    manifest.setVariable(Variables.SOURCE_ID, "id");
    manifest.setVariable(Variables.SOURCE_NAME, "a.txt");
    manifest.getMessage().setBody("a prompt");
    Exchange one = present(briefs.forms.read(manifest).next());
    briefs.accept.accept(one, FLOW);
    commit.commit(one);

    assertThat(Acceptances.of(one).all().get(0).outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(briefs.ledger.batches).containsExactly(1);
  }

  private static String rows(int n) {
    StringBuilder all = new StringBuilder();
    IntStream.rangeClosed(1, n)
        .forEach(i -> all.append("{\"prompt\":\"prompt ").append(i).append("\"}\n"));
    return all.toString();
  }

  private Iterator<IncomingBrief> read(String jsonLines) throws IOException {
    manifest.setVariable(Variables.SOURCE_ID, "id");
    manifest.setVariable(Variables.SOURCE_NAME, "rows.jsonl");
    manifest.getMessage().setBody(jsonLines);
    return briefs.forms.read(manifest);
  }

  /**
   * As Camel's split does it: each row is an exchange of its own with the manifest's properties.
   */
  private Exchange handIn(String jsonLines, FlowTarget... flows) throws IOException {
    Exchange collected = null;
    Iterator<IncomingBrief> rows = read(jsonLines);
    while (rows.hasNext()) {
      Exchange row = present(rows.next());
      for (FlowTarget flow : flows) {
        briefs.accept.accept(row, flow);
      }
      collected = collect.aggregate(collected, row);
    }
    return collected;
  }

  private Exchange present(IncomingBrief brief) {
    Exchange row = manifest.copy();
    row.getMessage().setBody(brief);
    briefs.forms.present(row);
    return row;
  }
}
