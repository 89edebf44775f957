package dev.rivyaroutes.check.editor;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.check.Causes;
import java.io.IOException;
import java.io.PrintWriter;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine.Model.CommandSpec;

/** Runs what a command writes, and says in a sentence why it could not. */
final class WriteFiles {

  private static final int FAILED = 1;

  private WriteFiles() {}

  /** What a command does; its output is all that is written to the screen. */
  interface Work {
    void run(PrintWriter out) throws IOException;
  }

  /** The exit code. */
  static int run(CommandSpec spec, Work work) {
    LoggingSystem.get(WriteFiles.class.getClassLoader()).setLogLevel(null, LogLevel.OFF);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      work.run(out);
      return 0;
    } catch (IOException e) {
      err.println("The files could not be written: " + PlainWords.of(e));
      return FAILED;
    } catch (RuntimeException e) {
      err.println("The configuration cannot be read: " + Causes.innermost(e));
      err.println("Run check: it names the lines. Then run this command again.");
      return FAILED;
    } finally {
      out.flush();
      err.flush();
    }
  }
}
