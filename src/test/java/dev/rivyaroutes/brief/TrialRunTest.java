package dev.rivyaroutes.brief;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.brief.form.BriefMedia;
import dev.rivyaroutes.brief.form.IncomingBrief;
import dev.rivyaroutes.brief.form.TableFields;
import dev.rivyaroutes.ledger.accept.NewJob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.ExchangeHelper;
import org.junit.jupiter.api.Test;

class TrialRunTest {
  private static final FlowTarget FLOW = FlowTarget.generation("posters", "nano", "studio");

  private final Briefs briefs = new Briefs(job -> BigDecimal.TEN);
  private final TrialRun trial = new TrialRun();

  private Exchange shown(Object body) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getMessage().setBody(new IncomingBrief("id", "in/fox.txt", body, null));
    briefs.forms.present(exchange);
    return exchange;
  }

  @Test
  void composesTheJobsOfAnExchangeAndOfItsCopiesAndMakesNone() throws IOException {
    Exchange exchange = shown("a fox");
    trial.join(exchange);

    Acceptance outcome = briefs.accept.accept(exchange, FLOW);
    briefs.accept.accept(
        ExchangeHelper.createCorrelatedCopy(exchange, false),
        FlowTarget.generation("other", "nano", "studio"));

    assertThat(outcome.outcome()).isEqualTo(Acceptance.Outcome.ACCEPTED);
    assertThat(exchange.getMessage().getBody()).isEqualTo(outcome);
    assertThat(trial.jobs("posters")).extracting(NewJob::prompt).containsExactly("a fox");
    assertThat(trial.jobs("posters").get(0).estimatedCredits()).isEqualTo(BigDecimal.TEN);
    assertThat(trial.jobs("other")).hasSize(1);
    assertThat(briefs.ledger.jobs).isEmpty();
  }

  @Test
  void saysWhyABriefWouldBeRefusedAndRecordsNothing() throws IOException {
    Exchange exchange = shown(Map.of("promt", "a fox"));
    trial.join(exchange);

    briefs.accept.accept(exchange, FLOW);

    assertThat(trial.refusals()).singleElement().asString().contains("did you mean 'prompt'?");
    assertThat(trial.jobs("posters")).isEmpty();
    assertThat(briefs.ledger.refusals).isEmpty();
  }

  @Test
  void takesNothingAfterItsEnd() {
    Exchange exchange = shown("a fox");
    trial.join(exchange);
    trial.end();

    assertThatThrownBy(() -> briefs.accept.accept(exchange, FLOW))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("after its trial run had ended");
    assertThat(trial.jobs("posters")).isEmpty();
  }

  /** What a later run needs, and the job itself does not show. */
  @Test
  void findsWhatTheSourceHandedInAmongWhatTheLedgerKeeps() throws IOException {
    BriefMedia media =
        new BriefMedia("fox.png", briefs.store.put(new ByteArrayInputStream(Briefs.PNG), 100));
    TableFields row = TableFields.again(Map.of("title", "x", "params", Map.of("n", "2")));

    assertThat(kept(media, Variables.PROMPT, "night")).isEqualTo("{\"body\":{},\"media\":true}");
    assertThat(kept(row, Variables.PROMPT, "night"))
        .isEqualTo("{\"body\":{\"params\":{\"n\":\"2\"},\"title\":\"x\"},\"table\":true}");
    assertThat(kept("a fox", Variables.CONVERSATION, "thread")).isEqualTo("{\"body\":\"a fox\"}");
    assertThat(kept("a fox", Variables.MAIL_SUBJECT, "Hi")).isNull();
  }

  private String kept(Object body, String variable, String value) throws IOException {
    briefs.ledger.clear();
    Exchange exchange = shown(body);
    exchange.setVariable(variable, value);
    briefs.accept.accept(exchange, FLOW);
    return briefs.ledger.onlyJob().input().brief();
  }
}
