package dev.rivyaroutes.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port of this machine at which nobody listens. */
public final class FreePort {

  /** Systems give ports from 32768 on to connections; below, a port stays free between starts. */
  private static final int FIRST = 20_000;

  private static final int LAST = 32_000;

  private FreePort() {}

  public static int find() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (IOException taken) {
        continue;
      }
    }
  }
}
