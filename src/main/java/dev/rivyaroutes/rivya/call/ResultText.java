package dev.rivyaroutes.rivya.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.ledger.job.Lengths;

/** The result of a task as the ledger stores it. */
public final class ResultText {

  private ResultText() {}

  /** The whole result, or only its addresses if it is too large for the column. */
  public static String of(JsonNode result) {
    String whole = result.toString();
    if (whole.length() <= Lengths.TEXT) {
      return whole;
    }
    ObjectNode addresses = JsonNodeFactory.instance.objectNode();
    for (String field : new String[] {"primary_url", "urls"}) {
      if (result.has(field)) {
        addresses.set(field, result.get(field));
      }
    }
    return addresses.toString();
  }
}
