package dev.rivyaroutes.check.start;

import dev.rivyaroutes.WebAddress;
import dev.rivyaroutes.access.AccessProperties;
import dev.rivyaroutes.check.MaskSecrets;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.core.env.Environment;

/** Describes the addresses of the program and who can call. */
final class DescribeServer {

  private static final String PUBLIC_URL = "rivya.public-url";

  private final Environment environment;
  private final AccessProperties access;

  /**
   * @param access null where there is no HTTP server
   */
  DescribeServer(Environment environment, AccessProperties access) {
    this.environment = environment;
    this.access = access;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    String http = place("server.address", "local.server.port");
    lines.add("http     " + (http == null ? "off" : http + ", " + callers()));
    if (http != null) {
      lines.add("links    " + MaskSecrets.address(environment.getProperty(PUBLIC_URL, "")));
    }
    String health = place("management.server.address", "local.management.port");
    lines.add("health   " + (health == null ? "on the same port" : health + ", /actuator/health"));
    return lines;
  }

  private String place(String addressKey, String portKey) {
    String port = environment.getProperty(portKey);
    String address = environment.getProperty(addressKey, "");
    return port == null ? null : (address.isBlank() ? "all addresses" : address) + ":" + port;
  }

  private String callers() {
    return isOpen()
        ? "callers on this machine only"
        : "callers with one of %d token(s) or %d login(s)"
                .formatted(access.tokens().size(), access.users().size())
            + (access.oidc().groups().isEmpty() ? "" : ", or of the OpenID provider");
  }

  private boolean isOpen() {
    return access == null || access.isOpen();
  }

  /** Warns if remote callers get links to localhost. */
  Optional<String> warning() {
    String url = environment.getProperty(PUBLIC_URL, "");
    return isOpen() || !isLocal(url)
        ? Optional.empty()
        : Optional.of(
            "%s is %s, but callers are configured: other machines cannot follow the links in callbacks. Set it to the address at which they reach this program."
                .formatted(PUBLIC_URL, MaskSecrets.address(url)));
  }

  private static boolean isLocal(String url) {
    try {
      String host = URI.create(url).getHost();
      return host != null && (WebAddress.isLoopback(host) || host.equals("0.0.0.0"));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
