package dev.rivyaroutes.brief;

import dev.rivyaroutes.Variables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Collects the outcomes of the briefs of one arrival in its variable {@code acceptance}: a list, in
 * order, without briefs that the flow did not accept. A failure stays a failure, so that the source
 * keeps the arrival.
 */
@Component("collectAcceptances")
public class CollectAcceptances implements AggregationStrategy {

  @Override
  public Exchange aggregate(Exchange collected, Exchange next) {
    Exchange answer = collected == null ? next : collected;
    List<Object> all = collected == null ? new ArrayList<>() : list(collected);
    Object acceptance = next.getVariable(Variables.ACCEPTANCE);
    if (acceptance instanceof Collection<?> several) {
      all.addAll(several);
    } else if (acceptance != null) {
      all.add(acceptance);
    }
    answer.setVariable(Variables.ACCEPTANCE, all);
    if (answer.getException() == null && next.getException() != null) {
      answer.setException(next.getException());
    }
    return answer;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Exchange collected) {
    return (List<Object>) collected.getVariable(Variables.ACCEPTANCE);
  }
}
