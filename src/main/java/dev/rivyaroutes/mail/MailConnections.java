package dev.rivyaroutes.mail;

import dev.rivyaroutes.StandIns;
import dev.rivyaroutes.mail.server.MailNetwork;
import dev.rivyaroutes.mail.token.AccessTokens;
import dev.rivyaroutes.mail.token.Credential;
import dev.rivyaroutes.mail.token.Oauth2Properties;
import dev.rivyaroutes.mail.token.RequestToken;
import dev.rivyaroutes.outbound.BoundedHttpClient;
import dev.rivyaroutes.outbound.CallLimits;
import dev.rivyaroutes.outbound.MinimumRate;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The configured mail connections by name. Nothing connects before its first use. */
@Component
public class MailConnections implements DisposableBean {

  private static final Duration TOKEN_CALL = Duration.ofSeconds(30);
  private static final int TOKEN_CONNECTIONS = 4;
  private static final int LARGEST_TOKEN = 256 * 1024;

  private final Map<String, MailConnectionProperties> configured;
  private final StandIns standIns;
  private final Map<String, MailConnection> open = new ConcurrentHashMap<>();
  private final Clock clock;
  private final CloseableHttpClient tokens = tokenClient();
  private final ScheduledThreadPoolExecutor writeTimeouts;
  private final MailNetwork network;

  @Autowired
  MailConnections(MailProperties properties, Clock clock, ObjectProvider<StandIns> standIns) {
    this(properties, clock, null, standIns.getIfAvailable(() -> StandIns.NONE));
  }

  /**
   * @param trust creates the TLS sockets; null for Java's own trust store
   */
  MailConnections(MailProperties properties, Clock clock, SSLSocketFactory trust) {
    this(properties, clock, trust, StandIns.NONE);
  }

  private MailConnections(
      MailProperties properties, Clock clock, SSLSocketFactory trust, StandIns standIns) {
    this.standIns = standIns;
    this.configured = new TreeMap<>(properties.mail());
    this.clock = clock;
    this.writeTimeouts = new ScheduledThreadPoolExecutor(1, daemon("mail-write-timeouts"));
    writeTimeouts.setRemoveOnCancelPolicy(true);
    this.network = new MailNetwork(trust, writeTimeouts);
  }

  private static ThreadFactory daemon(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  private static CloseableHttpClient tokenClient() {
    HttpClientBuilder client = HttpClientBuilder.create();
    CallLimits limits =
        new CallLimits(TOKEN_CALL, TOKEN_CALL, TOKEN_CALL, MinimumRate.ANY, LARGEST_TOKEN);
    BoundedHttpClient.configure(client, limits, TOKEN_CONNECTIONS);
    return client.build();
  }

  /**
   * The connection of this name.
   *
   * @throws IllegalArgumentException with the remedy, when it is not configured
   */
  public MailConnection get(String name) {
    if (!configured.containsKey(name)) {
      throw new IllegalArgumentException(
          "There is no mail connection \"%s\": config/application.yaml has %s under rivya.mail. Add rivya.mail.%s there, or correct the parameter connection."
              .formatted(name, new TreeSet<>(configured.keySet()), name));
    }
    return open.computeIfAbsent(name, this::create);
  }

  private MailConnection create(String name) {
    MailConnectionProperties settings = configured.get(name);
    return new MailConnection(
        name,
        settings,
        credential(name, settings),
        network,
        standIns.find(MailTransport.class, name));
  }

  private Credential credential(String name, MailConnectionProperties settings) {
    String user = settings.user().strip();
    if (!settings.oauth2().isOn()) {
      return Credential.password(user, settings.password());
    }
    RequestToken request =
        new RequestToken("rivya.mail." + name, user, settings.oauth2(), tokens, clock);
    return new AccessTokens(user, settings.oauth2().provider(), request, clock);
  }

  /** A line for each connection that has a server, without secrets. */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    configured.forEach(
        (name, settings) -> {
          if (!settings.imapHost().isEmpty() || !settings.smtpHost().isEmpty()) {
            lines.add(name + ": " + settings.describe());
          }
        });
    return lines;
  }

  /** A line for each key file that every user of this host can read. */
  public List<String> warnings() {
    List<String> lines = new ArrayList<>();
    configured.forEach(
        (name, settings) -> {
          Oauth2Properties oauth2 = settings.oauth2();
          if (oauth2.isOn() && oauth2.hasOpenKeyFile()) {
            lines.add(
                "Every user of this host can read rivya.mail.%s.oauth2.key-file, whose key opens each mailbox that was delegated to it. Run: chmod 600 %s"
                    .formatted(name, oauth2.keyFile()));
          }
        });
    return lines;
  }

  @Override
  public void destroy() throws IOException {
    writeTimeouts.shutdownNow();
    tokens.close();
  }
}
