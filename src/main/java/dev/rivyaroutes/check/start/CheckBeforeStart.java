package dev.rivyaroutes.check.start;

import dev.rivyaroutes.access.AccessProperties;
import dev.rivyaroutes.access.BindToLoopback;
import dev.rivyaroutes.account.AccountProperties;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.WrongConfiguration;
import dev.rivyaroutes.check.configuration.CheckBudgets;
import dev.rivyaroutes.check.configuration.CheckKeys;
import dev.rivyaroutes.check.configuration.CheckReferences;
import dev.rivyaroutes.check.configuration.CheckSecrets;
import dev.rivyaroutes.check.configuration.CheckServer;
import dev.rivyaroutes.check.configuration.CheckTokens;
import dev.rivyaroutes.check.configuration.CheckValues;
import dev.rivyaroutes.check.configuration.ConfigurationMetadata;
import dev.rivyaroutes.check.configuration.ExplainOwnMessageAtKey;
import dev.rivyaroutes.check.flows.CheckFlowFiles;
import dev.rivyaroutes.check.flows.FlowFile;
import dev.rivyaroutes.check.flows.FlowFiles;
import dev.rivyaroutes.webhook.SecretsProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Stops the start for every mistake in the keys, the values and the flow files that can be told
 * from the text alone: all at once, before the ledger is opened and before anything is taken in.
 */
public final class CheckBeforeStart
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    try {
      List<Finding> breaches = check(context.getEnvironment());
      if (!breaches.isEmpty()) {
        throw new WrongConfiguration(breaches);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The program's own files cannot be read.", e);
    }
  }

  public static List<Finding> check(ConfigurableEnvironment environment) throws IOException {
    ConfigurationMetadata metadata = ConfigurationMetadata.load();
    List<Finding> breaches = new ArrayList<>(new CheckKeys(environment, metadata).check());
    Map<ConfigurationPropertyName, Finding> references = new CheckReferences(environment).check();
    breaches.addAll(references.values());
    // What refers to nothing is told now; the checks that follow read it as it stands.
    environment.setIgnoreUnresolvableNestedPlaceholders(!references.isEmpty());
    breaches.addAll(checkValues(environment, metadata, references));
    BindToLoopback.overruled(environment)
        .forEach(
            (key, words) -> breaches.add(ExplainOwnMessageAtKey.breach(environment, key, words)));
    breaches.addAll(new CheckServer(environment).check());
    FlowFiles files = FlowFiles.readable(environment, breaches);
    breaches.addAll(new CheckFlowFiles(environment, files).check());
    List<String> flows = files.all().stream().map(FlowFile::flow).distinct().toList();
    breaches.addAll(new CheckBudgets(environment, flows).check());
    breaches.addAll(new CheckTokens(environment, flows).check());
    return breaches;
  }

  private static List<Finding> checkValues(
      ConfigurableEnvironment environment,
      ConfigurationMetadata metadata,
      Map<ConfigurationPropertyName, Finding> references) {
    CheckValues values = new CheckValues(environment, metadata, references.keySet());
    List<Finding> breaches = new ArrayList<>(values.check());
    AccessProperties access = values.bind("rivya.access", AccessProperties.class);
    if (access != null && references.keySet().stream().noneMatch(CheckTokens::isOfAccess)) {
      access
          .problems()
          .forEach(words -> breaches.add(ExplainOwnMessageAtKey.breach(environment, words)));
    }
    breaches.addAll(
        new CheckSecrets(environment)
            .check(
                values.bind("rivya", SecretsProperties.class),
                values.bind("rivya", AccountProperties.class)));
    return breaches;
  }
}
