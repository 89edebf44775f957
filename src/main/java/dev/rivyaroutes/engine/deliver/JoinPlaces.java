package dev.rivyaroutes.engine.deliver;

import dev.rivyaroutes.Variables;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Joins the places where the files of one result went, and passes the first failure on. */
@Component("joinPlaces")
public class JoinPlaces implements AggregationStrategy {

  @Override
  public Exchange aggregate(Exchange before, Exchange one) {
    if (before == null) {
      return one;
    }
    String first = before.getVariable(Variables.DELIVERED_TO, String.class);
    String second = one.getVariable(Variables.DELIVERED_TO, String.class);
    if (first != null && second != null) {
      one.setVariable(Variables.DELIVERED_TO, first + ", " + second);
    }
    if (before.getException() != null && one.getException() == null) {
      one.setException(before.getException());
    }
    return one;
  }
}
