package dev.rivyaroutes.http;

import dev.rivyaroutes.brief.DescribeModels;
import dev.rivyaroutes.http.call.HttpAnswer;
import dev.rivyaroutes.http.call.HttpCall;
import dev.rivyaroutes.http.call.RouteStep;
import java.util.Set;
import org.apache.camel.Exchange;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Answers which models there are. A submitter sees the accounts of its own flows only. */
@Component("answerModels")
public class AnswerModels {

  private final ObjectProvider<DescribeModels> models;

  AnswerModels(ObjectProvider<DescribeModels> models) {
    this.models = models;
  }

  /** The models of one account. */
  public void show(Exchange exchange) {
    HttpCall call = exchange.getMessage().getBody(HttpCall.class);
    RouteStep.run(exchange, () -> exchange.getMessage().setBody(show(call)));
  }

  private HttpAnswer show(HttpCall call) {
    Set<String> flows = call.caller().flows();
    Set<String> accounts = models.getObject().accounts(flows);
    String account = call.query("account");
    if (accounts.isEmpty()) {
      throw Problem.of(
          404, "unknown-account", "No flow that you may use has an account; see rivya.access.");
    }
    if (account == null && accounts.size() == 1) {
      account = accounts.iterator().next();
    }
    if (account == null || !accounts.contains(account)) {
      throw Problem.of(
          account == null ? 400 : 404,
          "unknown-account",
          (account == null ? "Say which account: " : "There is no such account for you: ")
              + "add ?account= with one of "
              + String.join(", ", accounts)
              + ".");
    }
    return HttpAnswer.json(200, models.getObject().describe(account, flows));
  }
}
