package dev.rivyaroutes.check;

import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A line of a file.
 *
 * @param line from 1
 * @param column from 1
 */
public record FileLine(String file, int line, int column) {

  public static FileLine of(String file, Node node) {
    return of(file, node.getStartMark());
  }

  /** The first character without a mark. */
  public static FileLine of(String file, Optional<Mark> mark) {
    return new FileLine(
        file, mark.map(Mark::getLine).orElse(0) + 1, mark.map(Mark::getColumn).orElse(0) + 1);
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
