package dev.rivyaroutes.simulator;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;

/**
 * Starts a small mail server for the demo's flow demo-mail, on this machine only. Its library is
 * not in the packaged program. Where it cannot run, the flow is off and the rest of the demo runs.
 */
public final class DemoMailbox
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  private static final Logger LOG = LoggerFactory.getLogger(DemoMailbox.class);
  private static final String ENABLED = "demo.mail.enabled";
  private static final String LIBRARY = "com.icegreen.greenmail.util.GreenMail";

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    ConfigurableEnvironment environment = context.getEnvironment();
    boolean wanted =
        environment.getProperty(ENABLED, Boolean.class, false)
            && environment.getProperty("rivya.simulator.enabled", Boolean.class, false);
    if (wanted && !start(context)) {
      environment
          .getPropertySources()
          .addFirst(new MapPropertySource("rivya-demo-mailbox", Map.of(ENABLED, false)));
    }
  }

  private static boolean start(ConfigurableApplicationContext context) {
    if (!ClassUtils.isPresent(LIBRARY, DemoMailbox.class.getClassLoader())) {
      LOG.info(
          "The demo's mailbox is not part of the packaged program, so the flow demo-mail is off. It runs with mvn spring-boot:run.");
      return false;
    }
    int smtp = context.getEnvironment().getProperty("demo.mail.smtp-port", Integer.class, 3025);
    int imap = context.getEnvironment().getProperty("demo.mail.imap-port", Integer.class, 3143);
    try {
      RunMailbox mailbox = RunMailbox.start(smtp, imap);
      ApplicationListener<ContextClosedEvent> closer = event -> mailbox.close();
      context.addApplicationListener(closer);
      LOG.info(
          "The demo's mailbox listens on this machine: smtp://localhost:{} and imap://localhost:{}.",
          smtp,
          imap);
      return true;
    } catch (IllegalStateException e) {
      LOG.debug("The demo's mailbox could not start", e);
      LOG.warn(
          "The demo's mailbox could not start, so the flow demo-mail is off: port {} or {} is in use. Stop what uses it, or set demo.mail.smtp-port and demo.mail.imap-port to free ports.",
          smtp,
          imap);
      return false;
    }
  }
}
