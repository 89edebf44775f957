package dev.rivyaroutes.check.start;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Warns if Java does not exit when it is out of memory: any thread may have died while the process
 * seems to run.
 */
@Component
class WarnOfMissingExitOption {

  private static final Logger LOG = LoggerFactory.getLogger(WarnOfMissingExitOption.class);
  private static final String OPTION = "ExitOnOutOfMemoryError";

  @EventListener(ApplicationReadyEvent.class)
  void warn() {
    if (!ends()) {
      LOG.warn(
          "Java runs without -XX:+{}: once it is out of memory, the program may stay alive and do"
              + " nothing. Start it with: java -XX:+{} -jar rivya-routes.jar",
          OPTION,
          OPTION);
    }
  }

  /** Other Java virtual machines may not have this option. */
  private static boolean ends() {
    HotSpotDiagnosticMXBean hotSpot =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    try {
      return hotSpot == null || Boolean.parseBoolean(hotSpot.getVMOption(OPTION).getValue());
    } catch (IllegalArgumentException e) {
      return true;
    }
  }
}
