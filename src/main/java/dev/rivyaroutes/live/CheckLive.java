package dev.rivyaroutes.live;

import dev.rivyaroutes.account.Accounts;
import dev.rivyaroutes.check.Causes;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.check.Place;
import dev.rivyaroutes.check.WrongConfiguration;
import dev.rivyaroutes.check.command.LiveCheck;
import dev.rivyaroutes.check.flows.CheckModels;
import dev.rivyaroutes.check.flows.FlowFile;
import dev.rivyaroutes.check.flows.FlowFiles;
import dev.rivyaroutes.check.flows.ResolvePlaceholders;
import dev.rivyaroutes.check.start.ReadConfiguration;
import dev.rivyaroutes.connection.database.DatabaseConnections;
import dev.rivyaroutes.connection.jms.JmsConnections;
import dev.rivyaroutes.connection.kafka.KafkaConnections;
import dev.rivyaroutes.connection.sftp.SftpConnections;
import dev.rivyaroutes.connection.sqs.SqsConnections;
import dev.rivyaroutes.delivery.callback.CallbackProperties;
import dev.rivyaroutes.mail.MailConnections;
import dev.rivyaroutes.media.MediaProperties;
import dev.rivyaroutes.media.s3.S3Connections;
import dev.rivyaroutes.rivya.call.ReadRivya;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.beans.BeansException;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Reaches every account, source and sink with its own login, and shows what waits. It reads only:
 * no request costs credits, and nothing is written, moved, marked or acknowledged.
 */
public final class CheckLive implements LiveCheck {
  private static final String SIMULATOR = "rivya.simulator.enabled";

  private final Supplier<Class<?>> program;

  /**
   * @param program gives the class of the program
   */
  public CheckLive(Supplier<Class<?>> program) {
    this.program = program;
  }

  @Override
  public List<Finding> find(List<String> settings, Duration timeout, Set<String> wrong)
      throws IOException {
    ConfigurableEnvironment environment;
    try {
      environment = ReadConfiguration.of(settings);
    } catch (WrongConfiguration e) {
      return List.of(); // Reported already.
    }
    // The address of a simulated Rivya is known only while the program runs.
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource(
                "no-simulator",
                Map.of("rivya.simulator.url", "https://rivya.ai", "rivya.simulator.key", "")));
    // A variable that is not set here is reported already, too.
    environment.setIgnoreUnresolvableNestedPlaceholders(true);
    try (AnnotationConfigApplicationContext beans = LiveBeans.open(environment)) {
      List<FlowFile> files = FlowFiles.readable(environment, new ArrayList<>()).all();
      VisitRivya rivya =
          new VisitRivya(beans.getBean(Accounts.class), beans.getBean(ReadRivya.class));
      List<Finding> findings = new ArrayList<>();
      List<Sample> samples = new ArrayList<>();
      List<Target> targets = targets(beans, environment, rivya, files, findings);
      for (Seen seen : new VisitSideBySide(timeout).visit(targets)) {
        findings.addAll(seen.findings());
        samples.addAll(seen.samples());
      }
      findings.addAll(models(beans, environment, rivya, files));
      samples.removeIf(sample -> wrong.contains(sample.use().file().name()));
      findings.addAll(
          new ShowSamples(program.get(), settings, beans.getBean(Accounts.class), rivya.models())
              .show(samples));
      return findings;
    } catch (BeansException e) {
      return List.of(
          new Finding(
              Rule.REACH,
              Place.of("the connections"),
              "Nothing was reached: " + Causes.innermost(e),
              "Correct the configuration."));
    }
  }

  /** Against the models that the accounts have now. */
  private static List<Finding> models(
      ApplicationContext beans,
      ConfigurableEnvironment environment,
      VisitRivya rivya,
      List<FlowFile> files)
      throws IOException {
    Accounts accounts = beans.getBean(Accounts.class);
    CheckModels check = new CheckModels(environment, Path.of(""));
    rivya.models().forEach((name, list) -> check.take(name, accounts.get(name).base(), list));
    return check.check(files);
  }

  private static List<Target> targets(
      ApplicationContext beans,
      ConfigurableEnvironment environment,
      VisitRivya rivya,
      List<FlowFile> files,
      List<Finding> findings) {
    List<Target> targets = new ArrayList<>();
    if (environment.getProperty(SIMULATOR, Boolean.class, false)) {
      findings.add(
          Finding.info(
              Rule.ACCOUNT,
              Place.of(SIMULATOR),
              "The program runs a simulated Rivya inside of it, so no account is tried."));
    } else {
      targets.addAll(FindTargets.ofAccounts(beans.getBean(Accounts.class), rivya));
    }
    VisitS3 s3 = new VisitS3(beans.getBean(S3Connections.class));
    FindTargets flows = visits(beans, s3);
    targets.addAll(flows.ofFlows(files, new ResolvePlaceholders(environment)));
    targets.addAll(new VisitConnections(beans, flows.used()).targets());
    targets.addAll(new VisitStores(environment, s3).targets(beans.getBean(MediaProperties.class)));
    return targets;
  }

  private static FindTargets visits(ApplicationContext beans, VisitS3 s3) {
    VisitFolder folder = new VisitFolder();
    VisitMail mail = new VisitMail(beans.getBean(MailConnections.class));
    VisitSftp sftp = new VisitSftp(beans.getBean(SftpConnections.class));
    VisitBrokers brokers =
        new VisitBrokers(
            beans.getBean(KafkaConnections.class), beans.getBean(JmsConnections.class));
    VisitSqs sqs = new VisitSqs(beans.getBean(SqsConnections.class));
    VisitDatabase database =
        new VisitDatabase(
            beans.getBean(DatabaseConnections.class),
            beans.getEnvironment().getProperty(FlowFiles.KEY, ""));
    VisitCallback callback = new VisitCallback(beans.getBean(CallbackProperties.class));
    return new FindTargets()
        .with("folder-drop-source", folder::source)
        .with("folder-result-sink", folder::sink)
        .with("s3-drop-source", s3::source)
        .with("s3-result-sink", s3::sink)
        .with("mail-drop-source", mail::source)
        .with("mail-result-sink", mail::sink)
        .with("sftp-drop-source", sftp::source)
        .with("sftp-result-sink", sftp::sink)
        .with("kafka-drop-source", brokers::kafkaSource)
        .with("kafka-result-sink", brokers::kafkaSink)
        .with("jms-drop-source", brokers::jmsSource)
        .with("jms-result-sink", brokers::jmsSink)
        .with("sqs-drop-source", sqs::source)
        .with("sqs-result-sink", sqs::sink)
        .with("database-drop-source", database::source)
        .with("database-result-sink", database::sink)
        .with("schedule-source", new VisitSchedule(beans.getBean(Clock.class))::source)
        .with("callback-result-sink", callback::sink);
  }
}
