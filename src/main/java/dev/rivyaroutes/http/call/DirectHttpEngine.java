package dev.rivyaroutes.http.call;

import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.springframework.stereotype.Component;

/** Serves all HTTP routes with {@link DirectHttpConsumer}s, in place of Camel's own engine. */
@Component("platform-http-engine")
class DirectHttpEngine implements PlatformHttpEngine {

  @Override
  public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
    return new DirectHttpConsumer(endpoint, processor);
  }

  @Override
  public int getServerPort() {
    return 0;
  }
}
