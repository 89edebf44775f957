package dev.rivyaroutes.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/**
 * Ends a process when the tests' own process ends before it, in whatever way: their pipe to the
 * watchdog closes then, after {@code kill -9} too.
 */
public final class Watchdog implements AutoCloseable {

  private final Process shell;

  private Watchdog(Process shell) {
    this.shell = shell;
  }

  /** Sends the process this signal, such as KILL, unless the watchdog is closed before. */
  public static Watchdog over(long pid, String signal) throws IOException {
    String order = "trap '' INT TERM HUP; read -r over || kill -%s %d".formatted(signal, pid);
    return new Watchdog(
        new ProcessBuilder("sh", "-c", order)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.DISCARD)
            .start());
  }

  /** The process needs no more watching. */
  @Override
  public void close() {
    try (OutputStream pipe = shell.getOutputStream()) {
      pipe.write("over\n".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // The shell was ended from outside: there is nothing left to call off.
      shell.destroyForcibly();
    }
  }
}
