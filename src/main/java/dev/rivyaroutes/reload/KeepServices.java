package dev.rivyaroutes.reload;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Remembers which services the beans of a Kamelet give to Camel, such as connections that end with
 * the program: they must end with the routes of their flow file.
 */
final class KeepServices extends LifecycleStrategySupport {

  private static final String OURS = "dev.rivyaroutes.";

  private final Thread loader = Thread.currentThread();
  private final List<Service> services = new ArrayList<>();

  List<Service> services() {
    return services;
  }

  @Override
  public void onServiceAdd(CamelContext context, Service service, Route route) {
    if (Thread.currentThread() == loader
        && route == null
        && service.getClass().getName().startsWith(OURS)
        && !(service instanceof Component || service instanceof Endpoint)) {
      services.add(service);
    }
  }
}
