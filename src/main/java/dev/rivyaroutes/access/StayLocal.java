package dev.rivyaroutes.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Keeps a program for which no caller is configured on this machine's own address, and stops the
 * start when the configuration says another.
 */
public class StayLocal implements EnvironmentPostProcessor, Ordered {
  private static final List<String> ADDRESSES =
      List.of("server.address", "management.server.address");

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (application.getWebApplicationType() == WebApplicationType.NONE
        || hasCallers(environment, "tokens")
        || hasCallers(environment, "users")) {
      return;
    }
    Map<String, Object> local = new LinkedHashMap<>();
    for (String key : ADDRESSES) {
      String address = environment.getProperty(key);
      if (address == null || address.isBlank()) {
        local.put(key, "127.0.0.1");
      } else if (!isLoopback(address)) {
        throw new IllegalStateException(
            key
                + " is "
                + address
                + ", but no caller is configured; set rivya.access.tokens or rivya.access.users, or"
                + " remove "
                + key
                + ".");
      }
    }
    environment.getPropertySources().addFirst(new MapPropertySource("rivya-local-only", local));
  }

  private static boolean hasCallers(ConfigurableEnvironment environment, String list) {
    return Binder.get(environment)
        .bind(AccessProperties.PREFIX + "." + list, Bindable.listOf(Map.class))
        .map(callers -> !callers.isEmpty())
        .orElse(false);
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** After the configuration files are read. */
  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE - 10;
  }
}
