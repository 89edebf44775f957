package dev.rivyaroutes.check.flows;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.TypeConverter;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultBeanIntrospection;
import org.apache.camel.impl.engine.DefaultInjector;
import org.apache.camel.spi.BeanIntrospection;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.core.io.ClassPathResource;

/**
 * Has Camel make the route of a Kamelet with some parameters, and tells every value that arrives at
 * a bean or at an endpoint. The beans are the real ones, without what they work with, but for Camel
 * itself; the endpoints only note what they are given.
 */
final class ExpandKamelet implements AutoCloseable {

  private static final List<String> ENDPOINTS =
      List.of("aws2-s3", "file", "http", "https", "ledger", "platform-http", "timer");

  /** The Kamelet that the other Rivya actions build on. */
  private static final String INNER = "rivya-call-action";

  private static final List<String> BEANS =
      List.of(
          "answerBrief",
          "readBriefs",
          "collectAcceptances",
          "commitRows",
          "handleStepFailure",
          "joinPlaces",
          "receiveBody",
          "receiveBrief",
          "resultFiles",
          "rivyaRequest",
          "uploadForm");

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final List<String> arrived = new ArrayList<>();
  private int routes;

  ExpandKamelet(String kamelet) throws Exception {
    camel.setAutowiredEnabled(false);
    camel.setAutoStartup(false);
    camel.setInjector(new WithNothing(camel));
    camel.getCamelContextExtension().addContextPlugin(BeanIntrospection.class, new NotingSetters());
    ENDPOINTS.forEach(scheme -> camel.addComponent(scheme, new Noting()));
    BEANS.forEach(name -> camel.getRegistry().bind(name, new Anything()));
    load(kamelet);
    if (kamelet.matches("rivya-.*-action") && !kamelet.equals(INNER)) {
      load(INNER);
    }
    camel.start();
  }

  private void load(String kamelet) throws Exception {
    String file = kamelet + ".kamelet.yaml";
    String text = new ClassPathResource("kamelets/" + file).getContentAsString(UTF_8);
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(ResourceHelper.fromString(file, text.replace("initMethod: start", "")));
  }

  /** What arrives when a flow of these parameters uses the Kamelet. */
  List<String> arrives(String kamelet, Map<String, String> parameters) throws Exception {
    arrived.clear();
    String id = "use-" + ++routes;
    PluginHelper.getRoutesLoader(camel)
        .loadRoutes(ResourceHelper.fromString(id + ".yaml", flow(id, kamelet, parameters)));
    // Camel looks at all routes that there are when it makes one.
    camel.removeRouteDefinitions(List.copyOf(camel.getRouteDefinitions()));
    return arrived.stream()
        .map(
            text ->
                text.replaceAll("(bean:[\\w.]+|timer:.*|(?:routeId|sourceRoute) = .*)-\\d+", "$1")
                    .replaceAll("(dev[.]rivyaroutes[.]\\S+)@[0-9a-f]+", "$1"))
        .toList();
  }

  private static String flow(String id, String kamelet, Map<String, String> parameters) {
    StringBuilder given = new StringBuilder();
    parameters.forEach(
        (name, value) -> given.append("  \"%s\": %s\n".formatted(name, quoted(value)).indent(14)));
    return kamelet.endsWith("-source")
        ? """
          - route:
              id: %s
              from:
                uri: kamelet:%s
                parameters:
          %s
                steps:
                  - stop: {}
          """
            .formatted(id, kamelet, given)
        : """
          - route:
              id: %s
              from:
                uri: direct:%s
                steps:
                  - to:
                      uri: kamelet:%s
                      parameters:
          %s
          """
            .formatted(id, id, kamelet, given);
  }

  private static String quoted(String value) {
    StringBuilder text = new StringBuilder("\"");
    value.chars().forEach(c -> text.append("\\u%04x".formatted(c)));
    return text.append('"').toString();
  }

  @Override
  public void close() throws IOException {
    camel.close();
  }

  /** Beans of the program that a Kamelet names. */
  public static final class Anything
      implements org.apache.camel.AggregationStrategy, org.apache.camel.Processor {
    @Override
    public void process(org.apache.camel.Exchange exchange) {}

    public void check() {}

    @Override
    public org.apache.camel.Exchange aggregate(
        org.apache.camel.Exchange first, org.apache.camel.Exchange next) {
      return next;
    }

    public void read() {}

    public void present() {}

    public void receive() {}

    public void answer() {}

    public void open() {}

    public void of() {}

    public void refuse() {}

    public void commit() {}

    public void text() {}

    public void path(String pattern, Object id) {}

    public void begin(Object exchange, String method, String pattern, Object id) {}

    public void newEndpoint() {}
  }

  /** Makes beans of the program without what they work with, but for Camel itself. */
  private static final class WithNothing extends DefaultInjector {
    private final CamelContext camel;

    private WithNothing(CamelContext camel) {
      super(camel);
      this.camel = camel;
    }

    @Override
    public <T> T newInstance(Class<T> type, boolean postProcessBean) {
      if (!type.getName().startsWith("dev.rivyaroutes.")) {
        return super.newInstance(type, postProcessBean);
      }
      try {
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        Object[] parts =
            Arrays.stream(constructor.getParameterTypes())
                .map(part -> part == CamelContext.class ? camel : null)
                .toArray();
        return type.cast(constructor.newInstance(parts));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("no " + type, e);
      }
    }
  }

  private final class NotingSetters extends DefaultBeanIntrospection {
    @Override
    public boolean setProperty(
        CamelContext context,
        TypeConverter typeConverter,
        Object target,
        String name,
        Object value,
        String refName,
        boolean allowBuilderPattern,
        boolean allowPrivateSetter,
        boolean ignoreCase)
        throws Exception {
      if (target.getClass().getName().startsWith("dev.rivyaroutes.")) {
        arrived.add(target.getClass().getSimpleName() + "." + name + " = " + value);
      }
      return super.setProperty(
          context,
          typeConverter,
          target,
          name,
          value,
          refName,
          allowBuilderPattern,
          allowPrivateSetter,
          ignoreCase);
    }
  }

  private final class Noting extends DefaultComponent implements Component {
    @Override
    protected Endpoint createEndpoint(
        String uri, String remaining, Map<String, Object> parameters) {
      String scheme = uri.replaceFirst(":.*", "");
      arrived.add(scheme + ":" + remaining);
      new TreeMap<>(parameters).forEach((name, value) -> note(scheme, name, value));
      parameters.clear();
      return new Nowhere(uri, this);
    }

    private void note(String scheme, String name, Object value) {
      String text = String.valueOf(value);
      arrived.add(scheme + "." + name + " = " + text);
      if (text.startsWith("#bean:")
          && camel.getRegistry().lookupByName(text.substring(6)) == null) {
        throw new IllegalArgumentException("There is no bean " + text);
      }
    }
  }

  private static final class Nowhere extends DefaultEndpoint {
    private Nowhere(String uri, Component component) {
      super(uri, component);
    }

    @Override
    public Producer createProducer() {
      return new DefaultProducer(this) {
        @Override
        public void process(org.apache.camel.Exchange exchange) {
          throw new UnsupportedOperationException("nothing is sent");
        }
      };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      return new DefaultConsumer(this, processor);
    }
  }
}
