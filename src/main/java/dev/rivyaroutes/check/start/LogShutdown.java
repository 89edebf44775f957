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

/** Says that the program stops, and that it has stopped. */
@Component
class LogShutdown {

  private static final Logger LOG = LoggerFactory.getLogger(LogShutdown.class);

  private static final Runnable LAST_LINE = LogShutdown::stopped;

  private static volatile boolean stopping;

  private final ApplicationContext program;

  /** What is added last at the end of the process runs first there: while the log still writes. */
  LogShutdown(ApplicationContext program) {
    this.program = program;
    try {
      SpringApplication.getShutdownHandlers().add(LAST_LINE);
    } catch (IllegalStateException e) {
      LOG.debug("The process ends while it starts", e);
    }
  }

  /** Events of the server for health and metrics come here too. */
  @EventListener
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void stopping(ContextClosedEvent event) {
    if (event.getApplicationContext() == program) {
      stopping = true;
      LOG.info(
          "Rivya Routes is stopping: nothing new is taken in, and what is in progress is finished"
              + " or goes on after the next start");
    }
  }

  private static void stopped() {
    if (stopping) {
      LOG.info("Rivya Routes has stopped");
    }
  }
}
