package dev.rivyaroutes.simulator.files;

import com.fasterxml.jackson.databind.EnumNamingStrategies.LowerCaseStrategy;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.simulator.server.ApiJson;

/**
 * How the Files API answers. The Rivya documentation does not show the whole answer, so there are
 * several shapes.
 */
@EnumNaming(LowerCaseStrategy.class)
public enum FileShape {
  /** The answer is the file. */
  PLAIN,
  /** The file is the answer's {@code file}. */
  FILE,
  /** The file is the answer's {@code data}. */
  DATA;

  ObjectNode wrap(ObjectNode file) {
    return switch (this) {
      case PLAIN -> file;
      case FILE -> ApiJson.object().set("file", file);
      case DATA -> ApiJson.object().set("data", file);
    };
  }
}
