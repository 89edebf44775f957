package dev.rivyaroutes.check;

import java.nio.file.Path;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** A line of a file. */
public record FileLine(String file, int line) {

  public static FileLine of(String file, Node node) {
    return new FileLine(file, node.getStartMark().map(Mark::getLine).orElse(0) + 1);
  }

  /** A path, relative to the working folder if it is below it. */
  public static String below(Path file) {
    Path here = Path.of("").toAbsolutePath();
    Path path = file.toAbsolutePath().normalize();
    return (path.startsWith(here) ? here.relativize(path) : path).toString();
  }

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
