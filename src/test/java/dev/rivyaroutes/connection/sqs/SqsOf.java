package dev.rivyaroutes.connection.sqs;

import java.util.HashMap;
import java.util.Map;

/** SQS connections to addresses of this machine. */
public final class SqsOf {
  private SqsOf() {}

  /**
   * @param endpoints the address of each connection by its name
   */
  public static SqsConnections endpoints(Map<String, String> endpoints) {
    Map<String, SqsConnectionProperties> all = new HashMap<>();
    endpoints.forEach(
        (name, endpoint) ->
            all.put(
                name,
                new SqsConnectionProperties(endpoint, "eu-central-1", "AKIDEXAMPLE", "a-secret")));
    return new SqsConnections(new SqsProperties(all));
  }
}
