package dev.rivyaroutes.connection.sftp;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** The configured SFTP connections by name. Nothing connects before its first use. */
@Component
public class SftpConnections implements DisposableBean {
  private final Map<String, SftpConnectionProperties> configured;
  private final Map<String, SftpConnection> open = new ConcurrentHashMap<>();

  SftpConnections(SftpProperties properties) {
    this.configured = new TreeMap<>(properties.sftp());
  }

  /**
   * The connection of this name.
   *
   * @throws IllegalArgumentException with the remedy, when it is not configured, or one of its
   *     files or keys cannot be used
   */
  public SftpConnection get(String name) {
    if (!configured.containsKey(name)) {
      throw new IllegalArgumentException(
          "There is no SFTP connection \"%s\": config/application.yaml has %s under rivya.sftp. Add rivya.sftp.%s there, or correct the parameter connection."
              .formatted(name, new TreeSet<>(configured.keySet()), name));
    }
    return open.computeIfAbsent(name, key -> new SftpConnection(key, configured.get(key)));
  }

  /** A line for each connection, without secrets. */
  public List<String> describe() {
    return configured.entrySet().stream()
        .map(entry -> entry.getKey() + ": " + entry.getValue().describe())
        .toList();
  }

  @Override
  public void destroy() {
    open.values().forEach(SftpConnection::close);
  }
}
