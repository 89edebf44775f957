package dev.rivyaroutes.reload;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Service;

/**
 * What Camel has of a flow file.
 *
 * @param routes the ids of its routes
 * @param ofKamelets the ids of the routes that Camel made of the Kamelets that they use
 * @param services what the beans of these Kamelets keep open
 */
record LoadedRoutes(List<String> routes, List<String> ofKamelets, List<Service> services) {

  static final LoadedRoutes NONE = new LoadedRoutes(List.of(), List.of(), List.of());

  List<String> all() {
    List<String> all = new ArrayList<>(routes);
    all.addAll(ofKamelets);
    return all;
  }
}
