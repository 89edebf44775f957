package dev.rivyaroutes.media;

import dev.rivyaroutes.media.S3ConnectionProperties.Checksums;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The S3 stores of the configuration by name. Each has one client, made at the first use; Camel
 * endpoints find it as {@code #s3-<name>}.
 */
@Component
public class S3Connections implements DisposableBean {
  private final Map<String, S3ConnectionProperties> configured;
  private final Map<String, S3Connection> open = new ConcurrentHashMap<>();

  S3Connections(S3Properties properties) {
    this.configured = new TreeMap<>(properties.s3());
  }

  /**
   * The connection of this name.
   *
   * @throws IllegalArgumentException naming the remedy, when the configuration has none
   */
  public S3Connection get(String name) {
    if (!configured.containsKey(name)) {
      throw new IllegalArgumentException(
          "There is no S3 connection \"%s\": config/application.yaml has %s under rivya.s3. Add rivya.s3.%s there, or correct the parameter connection."
              .formatted(name, new TreeSet<>(configured.keySet()), name));
    }
    return open.computeIfAbsent(name, this::connect);
  }

  private S3Connection connect(String name) {
    S3ConnectionProperties properties = configured.get(name);
    return new S3Connection(
        name, BuildS3Client.from(properties), properties.checksums() == Checksums.WHEN_SUPPORTED);
  }

  @Override
  public void destroy() {
    open.values().stream().map(S3Connection::client).forEach(S3Client::close);
  }
}
