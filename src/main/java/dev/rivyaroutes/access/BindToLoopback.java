package dev.rivyaroutes.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Keeps a program for which no caller is configured on this machine's own address, whatever the
 * configuration says.
 */
public class BindToLoopback implements EnvironmentPostProcessor, Ordered {
  private static final String SOURCE = "rivya-local-only";
  private static final List<String> ADDRESSES =
      List.of("server.address", "management.server.address");

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    if (application.getWebApplicationType() == WebApplicationType.NONE
        || hasCallers(environment, "tokens")
        || hasCallers(environment, "users")
        || hasCallers(environment, "oidc.groups")) {
      return;
    }
    Map<String, Object> local = new LinkedHashMap<>();
    for (String key : ADDRESSES) {
      if (!isLoopback(environment.getProperty(key, ""))) {
        local.put(key, "127.0.0.1");
      }
    }
    environment.getPropertySources().addFirst(new MapPropertySource(SOURCE, local));
  }

  /** The keys of addresses that were set to others than this machine's, each with its remedy. */
  public static Map<String, String> overruled(ConfigurableEnvironment environment) {
    Map<String, String> overruled = new LinkedHashMap<>();
    if (!environment.getPropertySources().contains(SOURCE)) {
      return overruled;
    }
    for (String key : ADDRESSES) {
      environment.getPropertySources().stream()
          .filter(source -> !source.getName().equals(SOURCE))
          .filter(
              source -> !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source))
          .map(source -> source.getProperty(key))
          .filter(Objects::nonNull)
          .map(value -> environment.resolvePlaceholders(value.toString()))
          .findFirst()
          .filter(address -> !address.isBlank() && !isLoopback(address))
          .ifPresent(address -> overruled.put(key, refusal(key, address)));
    }
    return overruled;
  }

  private static String refusal(String key, String address) {
    return key
        + " is "
        + address
        + ", but no caller is configured; set rivya.access.tokens or rivya.access.users, or remove "
        + key
        + ".";
  }

  private static boolean hasCallers(ConfigurableEnvironment environment, String list) {
    return Binder.get(environment)
        .bind(AccessProperties.PREFIX + "." + list, Bindable.listOf(Map.class))
        .map(callers -> !callers.isEmpty())
        .orElse(false);
  }

  private static boolean isLoopback(String address) {
    try {
      return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
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
