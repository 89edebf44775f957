package dev.rivyaroutes.media.s3;

import dev.rivyaroutes.StandIns;
import dev.rivyaroutes.media.s3.S3ConnectionProperties.Checksums;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The configured S3 stores by name. Each has one client, built at its first use; Camel endpoints
 * find it as {@code #s3-<name>}.
 */
@Component
public class S3Connections implements DisposableBean {
  private final Map<String, S3ConnectionProperties> configured;
  private final StandIns standIns;
  private final Map<String, S3Connection> open = new ConcurrentHashMap<>();
  private final Queue<S3Client> clients = new ConcurrentLinkedQueue<>();

  @Autowired
  S3Connections(S3Properties properties, ObjectProvider<StandIns> standIns) {
    this(properties, standIns.getIfAvailable(() -> StandIns.NONE));
  }

  S3Connections(S3Properties properties) {
    this(properties, StandIns.NONE);
  }

  private S3Connections(S3Properties properties, StandIns standIns) {
    this.standIns = standIns;
    this.configured = new TreeMap<>(properties.s3());
  }

  /**
   * The connection of this name.
   *
   * @throws IllegalArgumentException with the remedy, when it is not configured
   */
  public S3Connection get(String name) {
    check(name);
    return open.computeIfAbsent(name, this::connect);
  }

  /**
   * The same store with a connection pool of its own, for code that reads from a store while it
   * writes to another: in a shared pool, readers could hold all connections and block the writers.
   */
  S3Connection openSeparate(String name) {
    check(name);
    return connect(name);
  }

  private void check(String name) {
    if (!configured.containsKey(name)) {
      throw new IllegalArgumentException(
          "There is no S3 connection \"%s\": config/application.yaml has %s under rivya.s3. Add rivya.s3.%s there, or correct the parameter connection."
              .formatted(name, new TreeSet<>(configured.keySet()), name));
    }
  }

  private S3Connection connect(String name) {
    S3ConnectionProperties properties = configured.get(name);
    S3Client client = standIns.client(S3Client.class, name, () -> BuildS3Client.from(properties));
    clients.add(client);
    return new S3Connection(name, client, properties.checksums() == Checksums.WHEN_SUPPORTED);
  }

  @Override
  public void destroy() {
    clients.forEach(S3Client::close);
  }
}
