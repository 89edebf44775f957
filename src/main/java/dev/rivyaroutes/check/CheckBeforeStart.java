package dev.rivyaroutes.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Stops the start for every mistake in the keys and the flow files that can be told from the text
 * alone: before the ledger is opened and before anything is taken in.
 */
public final class CheckBeforeStart
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    try {
      List<Breach> breaches = new ArrayList<>(new CheckKeys(environment).check());
      breaches.addAll(new CheckFlowFiles(environment).check());
      List<String> flows =
          FlowFiles.of(environment).all().stream().map(FlowFile::flow).distinct().toList();
      breaches.addAll(new CheckBudgets(environment, flows).check());
      breaches.addAll(new CheckTokens(environment, flows).check());
      if (!breaches.isEmpty()) {
        throw new WrongConfiguration(breaches);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The program's own files cannot be read.", e);
    }
  }
}
