package dev.rivyaroutes.connection.jms;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A named JMS connection, {@code rivya.jms.<name>}. Its text shows no secrets.
 *
 * @param type Whose client connects: {@code artemis}, which is part of the program, or {@code
 *     other} for a JMS 3 (Jakarta Messaging) client whose jars are in {@code lib/}.
 * @param url The address of the broker, such as {@code tcp://broker.example.com:61616}, or {@code
 *     tcp://broker.example.com:61617?sslEnabled=true} with TLS. Only for type artemis.
 * @param user The name to log in with. Empty for none.
 * @param password The password of the user.
 * @param factoryClass The class of the client's connection factory, for type other. It implements
 *     {@code jakarta.jms.ConnectionFactory} and has a constructor without parameters.
 * @param properties The properties of that connection factory, such as {@code brokerURL}, set by
 *     its setters.
 * @param timeout The maximum wait for an answer of an Artemis broker.
 */
public record JmsConnectionProperties(
    @DefaultValue("artemis") JmsType type,
    @DefaultValue("") String url,
    @DefaultValue("") String user,
    @DefaultValue("") String password,
    @DefaultValue("") String factoryClass,
    @DefaultValue Map<String, String> properties,
    @DefaultValue("10s") Duration timeout) {

  public JmsConnectionProperties {
    properties = Map.copyOf(properties);
  }

  /** In words, without the secrets. */
  String describe() {
    String where = type == JmsType.ARTEMIS ? address() : factoryClass.strip();
    return user.isBlank() ? where : "%s as %s, password set".formatted(where, user);
  }

  /** The address without its parameters, which may hold secrets. */
  String address() {
    return url.strip().replaceAll("//[^/@]*@", "//").replaceAll("\\?[^),]*", "");
  }

  /** Without the secrets. */
  @Override
  public String toString() {
    return describe();
  }
}
