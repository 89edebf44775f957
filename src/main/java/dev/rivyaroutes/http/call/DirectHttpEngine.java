package dev.rivyaroutes.http.call;

import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;

/**
 * Serves platform-http endpoints that name it with {@link DirectHttpConsumer}s; all other endpoints
 * keep Camel's own engine.
 */
public class DirectHttpEngine implements PlatformHttpEngine {

  @Override
  public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
    return new DirectHttpConsumer(endpoint, processor);
  }

  @Override
  public int getServerPort() {
    return 0;
  }
}
