package dev.rivyaroutes.connection.sqs;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The configured SQS connections.
 *
 * @param sqs The SQS connections by name.
 */
@ConfigurationProperties("rivya")
record SqsProperties(@DefaultValue Map<String, SqsConnectionProperties> sqs) {
  SqsProperties {
    sqs = Map.copyOf(sqs);
    sqs.forEach((name, connection) -> connection.check(name));
  }
}
