package dev.rivyaroutes.engine.submit;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Collects the bodies of a split in order, and passes the first failure on. */
@Component("listOfBodies")
public class ListOfBodies implements AggregationStrategy {

  @Override
  public Exchange aggregate(Exchange before, Exchange one) {
    List<Object> bodies =
        before == null
            ? new ArrayList<>()
            : new ArrayList<>(before.getMessage().getBody(List.class));
    if (one.getException() == null) {
      bodies.add(one.getMessage().getBody());
    }
    if (before != null && before.getException() != null && one.getException() == null) {
      one.setException(before.getException());
    }
    one.getMessage().setBody(bodies);
    return one;
  }
}
