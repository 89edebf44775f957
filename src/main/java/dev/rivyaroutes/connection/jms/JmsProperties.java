package dev.rivyaroutes.connection.jms;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The configured JMS connections.
 *
 * @param jms The JMS connections by name.
 */
@ConfigurationProperties("rivya")
record JmsProperties(@DefaultValue Map<String, JmsConnectionProperties> jms) {
  JmsProperties {
    jms = Map.copyOf(jms);
    jms.forEach((name, connection) -> new CheckJmsConnection(name, connection).check());
  }
}
