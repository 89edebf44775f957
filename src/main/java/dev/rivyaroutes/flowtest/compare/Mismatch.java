package dev.rivyaroutes.flowtest.compare;

import com.fasterxml.jackson.databind.JsonNode;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A place where what came out differs from what is expected.
 *
 * @param kind how it differs
 * @param path the place in words, such as {@code sinks.bucket[0].name}
 * @param node the YAML at which it is reported
 * @param key the key that is missing there; null for other kinds
 * @param expected what is expected; null if nothing is
 * @param actual what came out; null if nothing did
 */
public record Mismatch(
    Kind kind, String path, Node node, String key, JsonNode expected, JsonNode actual) {

  /** How it differs. */
  public enum Kind {
    /** The value at the node is another one. */
    OTHER,
    /** The item at the node did not come. */
    NOT_THERE,
    /** An item came that the list at the node does not have. */
    ONE_MORE,
    /** A key came that the mapping at the node does not have. */
    KEY_MORE
  }
}
