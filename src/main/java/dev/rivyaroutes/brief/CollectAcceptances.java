package dev.rivyaroutes.brief;

import dev.rivyaroutes.Variables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Gathers what became of the briefs of one arrival into its variable {@code acceptance}: a list, in
 * order. A brief that the flow did not accept is missing from it. A failure stays one, so that the
 * source keeps the arrival.
 */
@Component("collectAcceptances")
public class CollectAcceptances implements AggregationStrategy {

  @Override
  public Exchange aggregate(Exchange gathered, Exchange next) {
    Exchange answer = gathered == null ? next : gathered;
    List<Object> all = gathered == null ? new ArrayList<>() : list(gathered);
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
  private static List<Object> list(Exchange gathered) {
    return (List<Object>) gathered.getVariable(Variables.ACCEPTANCE);
  }
}
