package dev.rivyaroutes.check.start;

import dev.rivyaroutes.access.AccessProperties;
import dev.rivyaroutes.access.BindToLoopback;
import dev.rivyaroutes.account.AccountProperties;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Severity;
import dev.rivyaroutes.check.WrongConfiguration;
import dev.rivyaroutes.check.configuration.CheckFlowNames;
import dev.rivyaroutes.check.configuration.CheckKeys;
import dev.rivyaroutes.check.configuration.CheckReferences;
import dev.rivyaroutes.check.configuration.CheckServer;
import dev.rivyaroutes.check.configuration.CheckValues;
import dev.rivyaroutes.check.configuration.ConfigurationMetadata;
import dev.rivyaroutes.check.configuration.ExplainOwnMessageAtKey;
import dev.rivyaroutes.check.flows.CheckFlowFiles;
import dev.rivyaroutes.check.flows.FlowFile;
import dev.rivyaroutes.check.flows.FlowFiles;
import dev.rivyaroutes.webhook.EncryptSecrets;
import dev.rivyaroutes.webhook.SecretsProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Checks keys, values and flow files before the ledger is opened. All errors of the configuration
 * stop the start at once; those of a flow file stop its flow, unless the configuration says
 * otherwise. Warnings are logged.
 */
public final class CheckBeforeStart
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final Logger LOG = LoggerFactory.getLogger(CheckBeforeStart.class);

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    try {
      ConfigurableEnvironment environment = context.getEnvironment();
      List<Finding> findings = check(environment);
      WrongFlows flows = WrongFlows.of(findings, environment);
      List<Finding> wrong =
          findings.stream()
              .filter(finding -> finding.stopsStart() && !flows.findings().contains(finding))
              .toList();
      if (!wrong.isEmpty()) {
        throw new WrongConfiguration(wrong);
      }
      context.getBeanFactory().registerSingleton("wrongFlows", flows);
      findings.stream()
          .filter(finding -> finding.severity() != Severity.NOTE)
          .filter(finding -> !flows.findings().contains(finding))
          .forEach(finding -> LOG.warn("{}", finding.line()));
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read the program's own files.", e);
    }
  }

  public static List<Finding> check(ConfigurableEnvironment environment) throws IOException {
    ConfigurationMetadata metadata = ConfigurationMetadata.load();
    List<Finding> findings = new ArrayList<>(new CheckKeys(environment, metadata).check());
    Map<ConfigurationPropertyName, Finding> references = new CheckReferences(environment).check();
    findings.addAll(references.values());
    // Unresolved references are reported already; later checks read the text as it is.
    environment.setIgnoreUnresolvableNestedPlaceholders(!references.isEmpty());
    findings.addAll(checkValues(environment, metadata, references));
    BindToLoopback.overruled(environment)
        .forEach(
            (key, message) ->
                findings.add(ExplainOwnMessageAtKey.finding(environment, key, message)));
    findings.addAll(new CheckServer(environment).check());
    FlowFiles files = FlowFiles.readable(environment, findings);
    findings.addAll(new CheckFlowFiles(environment, files).check());
    List<String> flows = files.all().stream().map(FlowFile::flow).distinct().toList();
    findings.addAll(new CheckFlowNames(environment, flows).check());
    return findings;
  }

  private static List<Finding> checkValues(
      ConfigurableEnvironment environment,
      ConfigurationMetadata metadata,
      Map<ConfigurationPropertyName, Finding> references) {
    CheckValues values = new CheckValues(environment, metadata, references.keySet());
    List<Finding> findings = new ArrayList<>(values.check());
    Consumer<String> add =
        message -> findings.add(ExplainOwnMessageAtKey.finding(environment, message));
    AccessProperties access = values.bind("rivya.access", AccessProperties.class);
    if (access != null && references.keySet().stream().noneMatch(CheckFlowNames::isOfAccess)) {
      access.problems().forEach(add);
    }
    SecretsProperties secrets = values.bind("rivya", SecretsProperties.class);
    AccountProperties accounts = values.bind("rivya", AccountProperties.class);
    if (secrets != null && accounts != null) {
      checkSecrets(secrets, accounts, add);
    }
    return findings;
  }

  /** Finds webhook secrets that could not be stored. */
  private static void checkSecrets(
      SecretsProperties secrets, AccountProperties accounts, Consumer<String> add) {
    EncryptSecrets encryption;
    try {
      encryption = EncryptSecrets.with(secrets.secretsKey());
    } catch (IllegalArgumentException e) {
      add.accept(e.getMessage());
      return;
    }
    accounts
        .accounts()
        .forEach(
            (name, account) -> {
              if (account.webhook().isRegistered() && account.webhook().secrets().isEmpty()) {
                try {
                  encryption.require("rivya.accounts." + name + ".webhook.public-url");
                } catch (IllegalArgumentException e) {
                  add.accept(e.getMessage());
                }
              }
            });
  }
}
