package dev.rivyaroutes.brief;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Acceptance.Outcome;
import dev.rivyaroutes.brief.flow.FlowTarget;
import dev.rivyaroutes.ledger.job.ReturnAddress;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class KeepReturnAddressTest {
  private static final Map<String, String> ADDRESS =
      Map.of("mail.to", "ada@shop.test", "mail.subject", "Ein Foto für euch");

  private final Briefs briefs = new Briefs(job -> BigDecimal.ONE);

  private Acceptance accept(String prompt, Object address) throws IOException {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.setVariable(Variables.SOURCE_ID, prompt);
    exchange.setVariable(Variables.SOURCE_NAME, "mail");
    exchange.setVariable(Variables.RETURN_ADDRESS, address);
    exchange.getMessage().setBody(prompt);
    return briefs.accept.accept(exchange, FlowTarget.generation("flow", "model", "account"));
  }

  @Test
  void keepsWhereTheAnswerGoesWithTheJobAlsoWhenTheBriefIsRefused() throws IOException {
    accept("a fox", ADDRESS);
    accept("a\0fox", ADDRESS);
    accept("a wolf", null);

    assertThat(briefs.ledger.jobs.get(0).returnAddress()).isEqualTo(ADDRESS);
    assertThat(briefs.ledger.refused.get(0).returnAddress()).isEqualTo(ADDRESS);
    assertThat(briefs.ledger.jobs.get(1).returnAddress()).isEmpty();
  }

  @Test
  void refusesWhatIsNoAddress() throws IOException {
    assertThat(accept("a", "ada@shop.test").problem())
        .isEqualTo(
            "The variable returnAddress cannot be used: it is not a map of texts. Remove the step"
                + " of the flow that sets it.");
    assertThat(accept("b", Map.of("mail.to", List.of("ada"))).problem())
        .contains("its entry mail.to is not a text");
    assertThat(accept("c", many(21, 1)).problem()).contains("it has 21 entries with");
    assertThat(accept("d", many(1, ReturnAddress.CHARACTERS)).problem())
        .contains("at most 20 entries with 8000 characters are allowed");
    assertThat(briefs.ledger.refused)
        .hasSize(4)
        .allSatisfy(job -> assertThat(job.returnAddress()).isEmpty());
    assertThat(accept("e", many(1, ReturnAddress.CHARACTERS - 2)).outcome())
        .isEqualTo(Outcome.ACCEPTED);
  }

  private static Map<String, String> many(int entries, int length) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < entries; i++) {
      map.put("k" + i, "\ud83e".repeat(length));
    }
    return map;
  }
}
