package dev.rivyaroutes.check.start;

import dev.rivyaroutes.access.AccessProperties;
import dev.rivyaroutes.account.AccountProperties;
import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.MaskSecrets;
import dev.rivyaroutes.check.flows.FlowFiles;
import dev.rivyaroutes.connection.database.DatabaseConnections;
import dev.rivyaroutes.connection.jms.JmsConnections;
import dev.rivyaroutes.connection.kafka.KafkaConnections;
import dev.rivyaroutes.connection.sftp.SftpConnections;
import dev.rivyaroutes.connection.sqs.SqsConnections;
import dev.rivyaroutes.mail.MailConnections;
import dev.rivyaroutes.webhook.WebhookProperties;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Logs the configuration at the start, in one block without secrets. */
@Component
class LogConfiguration {

  private static final Logger LOG = LoggerFactory.getLogger(LogConfiguration.class);

  private final Environment environment;
  private final Accounts accounts;
  private final CamelContext camel;
  private final ObjectProvider<AccessProperties> access;
  private final MailConnections mail;
  private final SftpConnections sftp;
  private final KafkaConnections kafka;
  private final JmsConnections jms;
  private final DatabaseConnections databases;
  private final SqsConnections sqs;

  LogConfiguration(
      Environment environment,
      Accounts accounts,
      CamelContext camel,
      ObjectProvider<AccessProperties> access,
      MailConnections mail,
      SftpConnections sftp,
      KafkaConnections kafka,
      JmsConnections jms,
      DatabaseConnections databases,
      SqsConnections sqs) {
    this.environment = environment;
    this.accounts = accounts;
    this.camel = camel;
    this.access = access;
    this.mail = mail;
    this.sftp = sftp;
    this.kafka = kafka;
    this.jms = jms;
    this.databases = databases;
    this.sqs = sqs;
  }

  @EventListener(ApplicationReadyEvent.class)
  void log() {
    FlowFiles flows = FlowFiles.readable(environment, new ArrayList<>());
    LOG.info("{}", String.join("\n  ", lines(flows)));
    new DescribeServer(environment, access.getIfAvailable()).warning().ifPresent(LOG::warn);
    mail.warnings().forEach(LOG::warn);
    String names = System.getProperty("sun.jnu.encoding", "UTF-8");
    if (!names.equalsIgnoreCase("UTF-8") && File.separatorChar == '/') {
      LOG.warn(
          "File names are decoded as {}: files with other characters in their names are not found."
              + " Start the program with the environment variable LANG=C.UTF-8.",
          names);
    }
  }

  private List<String> lines(FlowFiles flows) {
    List<String> lines = new ArrayList<>();
    String version = environment.getProperty("spring.application.version");
    String[] profiles = environment.getActiveProfiles();
    lines.add(
        "Rivya Routes " + (version == null ? "" : version + " ") + "runs with this configuration:");
    lines.add("profile  " + (profiles.length == 0 ? "none" : String.join(", ", profiles)));
    lines.add(
        "ledger   " + MaskSecrets.address(environment.getProperty("spring.datasource.url", "")));
    lines.add("media    " + MaskSecrets.address(environment.getProperty("rivya.media.store", "")));
    AddedLibraries.find(Path.of("")).forEach(jar -> lines.add("library  " + FileLine.below(jar)));
    accounts.names().forEach(name -> lines.add("account  " + account(name)));
    if (accounts.names().isEmpty()) {
      lines.add("account  none; add one under rivya.accounts");
    }
    mail.describe().forEach(line -> lines.add("mail     " + line));
    sftp.describe().forEach(line -> lines.add("sftp     " + line));
    kafka.describe().forEach(line -> lines.add("kafka    " + line));
    jms.describe().forEach(line -> lines.add("jms      " + line));
    databases.describe().forEach(line -> lines.add("database " + line));
    sqs.describe().forEach(line -> lines.add("sqs      " + line));
    DescribeFlow flow = new DescribeFlow(camel);
    flows.all().forEach(file -> lines.add("flow     " + flow.describe(file)));
    if (flows.all().isEmpty()) {
      lines.add("flow     none; put one into " + environment.getProperty(FlowFiles.KEY));
    }
    lines.addAll(new DescribeServer(environment, access.getIfAvailable()).lines());
    return lines;
  }

  private String account(String name) {
    AccountProperties.Account account = accounts.get(name);
    return "%s at %s, %s, %s, %d at once%s"
        .formatted(
            name,
            MaskSecrets.address(account.baseUrl()),
            key(name),
            account.rate(),
            account.concurrency(),
            events(account.webhook()));
  }

  private static String events(WebhookProperties webhook) {
    if (!webhook.isOn()) {
      return "";
    }
    String scheme = webhook.scheme().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return ", takes events by " + scheme + (webhook.trustPayload() ? ", trusted" : "");
  }

  private String key(String name) {
    try {
      return accounts.visibleKey(name);
    } catch (IllegalStateException e) {
      return "no key: " + e.getMessage();
    }
  }
}
