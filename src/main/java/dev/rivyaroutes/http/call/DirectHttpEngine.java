package dev.rivyaroutes.http.call;

import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.springboot.CamelRequestHandlerMapping;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Serves all HTTP routes with {@link DirectHttpConsumer}s, in place of Camel's own engine. */
@Component("platform-http-engine")
class DirectHttpEngine implements PlatformHttpEngine {

  private final ObjectProvider<CamelRequestHandlerMapping> mappings;

  DirectHttpEngine(ObjectProvider<CamelRequestHandlerMapping> mappings) {
    this.mappings = mappings;
  }

  @Override
  public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
    return new DirectHttpConsumer(endpoint, processor, this::unmap);
  }

  /** Camel leaves the address of a consumer that has stopped with it. */
  private void unmap(PlatformHttpConsumer consumer) {
    CamelRequestHandlerMapping mapping = mappings.getIfAvailable();
    if (mapping != null) {
      mapping
          .getHandlerMethods()
          .forEach(
              (address, method) -> {
                if (method.getBean() == consumer) {
                  mapping.unregisterMapping(address);
                }
              });
    }
  }

  @Override
  public int getServerPort() {
    return 0;
  }
}
