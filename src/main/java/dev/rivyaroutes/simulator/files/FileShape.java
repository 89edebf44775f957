package dev.rivyaroutes.simulator.files;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.server.ApiJson;
import dev.rivyaroutes.simulator.server.Choice;

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
      case FILE -> ApiJson.object().set("file", file);
      case DATA -> ApiJson.object().set("data", file);
    };
  }
}
