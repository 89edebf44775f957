package dev.rivyaroutes.simulator.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.server.Choice;
import dev.rivyaroutes.simulator.server.Wire;

/** How the Files API answers. Rivya's pages do not show it whole, so there are several. */
public enum FileShape {
  /** The answer is the file. */
  PLAIN,
  /** The file is the answer's {@code file}. */
  FILE,
  /** The file is the answer's {@code data}. */
  DATA;

  public static FileShape of(String name) {
    return Choice.ofShapes(FileShape.class, name);
  }

  ObjectNode wrap(ObjectNode file) {
    return switch (this) {
      case PLAIN -> file;
      case FILE -> Wire.object().set("file", file);
      case DATA -> Wire.object().set("data", file);
    };
  }
}
