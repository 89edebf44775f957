package dev.rivyaroutes.check.start;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Logs that the program is stopping and has stopped. */
@Component
class LogShutdown {

  private static final Logger LOG = LoggerFactory.getLogger(LogShutdown.class);

  private static final Runnable LAST_LINE = LogShutdown::stopped;

  private static volatile boolean stopping;

  private final ApplicationContext program;

  /** The handler that is added last runs first, while logging still works. */
  LogShutdown(ApplicationContext program) {
    this.program = program;
    try {
      SpringApplication.getShutdownHandlers().add(LAST_LINE);
    } catch (IllegalStateException e) {
      LOG.debug("The process ends while it starts", e);
    }
  }

  /** Events of the management context arrive here too. */
  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void stopping(ContextClosedEvent event) {
    if (event.getApplicationContext() == program) {
      stopping = true;
      LOG.info(
          "Rivya Routes is stopping: no new briefs are accepted; work in progress is finished"
              + " now or continued after the next start");
    }
  }

  private static void stopped() {
    if (stopping) {
      LOG.info("Rivya Routes has stopped");
    }
  }
}
