package dev.rivyaroutes.rivya.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.Variables;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** The parts of a request to Rivya that an action Kamelet cannot write itself. */
@Component("rivyaRequest")
public class RivyaRequest {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._~:-]{0,199}");

  /** Whether a text has the form of Rivya's public ids, so that it may be part of a path. */
  static boolean isId(String text) {
    return ID.matcher(text).matches() && !text.contains("..");
  }

  /**
   * A path of Rivya's API, with an id of Rivya in the place of <code>{id}</code>.
   *
   * @throws IllegalArgumentException when the id is missing, or could be more than an id
   */
  public String path(String pattern, String id) {
    if (!pattern.contains("{id}")) {
      return pattern;
    }
    if (id == null || !isId(id)) {
      throw new IllegalArgumentException(
          "The call "
              + pattern
              + " needs an id of Rivya, but the exchange variable for it "
              + (id == null ? "is not set." : "has characters that no id has."));
    }
    return pattern.replace("{id}", id);
  }

  /** Begins a call without a body: its method, and its path as {@link #path}. */
  public void begin(Exchange exchange, String method, String pattern, String id) {
    exchange.getMessage().setBody(null);
    exchange.getMessage().setHeader(Exchange.HTTP_METHOD, method);
    exchange.getMessage().setHeader(Exchange.HTTP_PATH, path(pattern, id));
  }

  /** The body as JSON text; a body that is text already is sent unchanged. */
  public String text(@Body Object request) throws JsonProcessingException {
    return request instanceof String text ? text : Json.PLAIN.writeValueAsString(request);
  }

  public byte[] newEndpoint(
      Exchange exchange, @Body String account, @Variable(Variables.ENDPOINT_URL) String url)
      throws JsonProcessingException {
    if (url == null) {
      throw new IllegalArgumentException("The variable endpointUrl is not set.");
    }
    ObjectNode endpoint = Json.PLAIN.createObjectNode();
    endpoint.put("name", "Rivya Routes " + new CalledAccount(account).of(exchange));
    endpoint.put("url", url);
    endpoint.putArray("event_types").add("generation.succeeded").add("generation.failed");
    return Json.PLAIN.writeValueAsBytes(endpoint);
  }
}
