package dev.rivyaroutes.engine.queue;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.springframework.stereotype.Component;

/**
 * The ledger in routes: {@code ledger:submit}, {@code ledger:turn}, {@code ledger:poll}, {@code
 * ledger:fetch} and {@code ledger:deliver} hand out claimed work, {@code ledger:accept} takes
 * briefs in.
 */
@Component("ledger")
public class LedgerComponent extends DefaultComponent {

  private final EngineBeans beans;

  LedgerComponent(EngineBeans beans) {
    this.beans = beans;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    LedgerEndpoint endpoint = new LedgerEndpoint(uri, this, remaining, beans);
    setProperties(endpoint, parameters);
    return endpoint;
  }
}
