package dev.rivyaroutes.check;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** A line of a file. */
record YamlPlace(String file, int line) {

  static YamlPlace of(String file, Node node) {
    return new YamlPlace(file, node.getStartMark().map(Mark::getLine).orElse(0) + 1);
  }

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
