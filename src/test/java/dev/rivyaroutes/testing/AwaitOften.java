package dev.rivyaroutes.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Has all tests of a process check what they wait for every 40 ms. With Awaitility's own 100 ms the
 * waits of the unit tests take minutes longer.
 */
public final class AwaitOften implements LauncherSessionListener {

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Awaitility.setDefaultPollInterval(Duration.ofMillis(40));
  }
}
