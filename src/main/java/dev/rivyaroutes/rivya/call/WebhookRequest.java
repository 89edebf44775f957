package dev.rivyaroutes.rivya.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.Variables;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Writes one request of the webhooks API: the bean of the rivya-webhooks-action. Made by Camel,
 * once for each use of the Kamelet.
 */
public class WebhookRequest {

  private static final String PATH = "/api/v1/webhooks";
  private static final byte[] NOTHING = {'{', '}'};

  private enum Operation {
    LIST("GET", ""),
    CREATE("POST", ""),
    DELETE("DELETE", "/"),
    ROTATE("POST", "/rotate-secret"),
    TEST("POST", "/test"),
    DELIVERIES("GET", "/deliveries");

    private final String method;
    private final String path;

    Operation(String method, String path) {
      this.method = method;
      this.path = path;
    }

    private String path(String endpointId) {
      if (path.isEmpty()) {
        return PATH;
      }
      if (endpointId == null || !RivyaCall.isId(endpointId)) {
        throw new IllegalArgumentException(
            "The variable endpointId holds no id of Rivya: "
                + (endpointId == null ? "it is not set" : "odd characters"));
      }
      return PATH + "/" + endpointId + (this == DELETE ? "" : path);
    }
  }

  private final ObjectMapper json;
  private String account;
  private Operation operation;

  WebhookRequest(ObjectMapper json) {
    this.json = json;
  }

  public void setAccount(String account) {
    this.account = account;
  }

  public void setOperation(String operation) {
    this.operation = Operation.valueOf(operation.toUpperCase(Locale.ROOT));
  }

  /** Method, path and body of the call. */
  public void write(Exchange exchange) throws JsonProcessingException {
    Message message = exchange.getMessage();
    message.setHeader(Exchange.HTTP_METHOD, operation.method);
    message.setHeader(
        Exchange.HTTP_PATH,
        operation.path(exchange.getVariable(Variables.ENDPOINT_ID, String.class)));
    message.setBody(null);
    if (operation == Operation.CREATE) {
      message.setHeader(Exchange.CONTENT_TYPE, "application/json");
      message.setBody(endpoint(exchange.getVariable(Variables.ENDPOINT_URL, String.class)));
    }
  }

  private byte[] endpoint(String url) throws JsonProcessingException {
    if (url == null) {
      throw new IllegalArgumentException("The variable endpointUrl is not set.");
    }
    ObjectNode endpoint = json.createObjectNode().put("name", "Rivya Routes " + account);
    endpoint.put("url", url);
    endpoint.putArray("event_types").add("generation.succeeded").add("generation.failed");
    return json.writeValueAsBytes(endpoint);
  }

  /** A good answer may be empty, as 204 is: then it stands for an empty object. */
  public void fill(Exchange exchange) {
    Message message = exchange.getMessage();
    byte[] body = message.getBody(byte[].class);
    int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
    boolean isEmpty = body == null || body.length == 0;
    message.setBody(isEmpty && status >= 200 && status < 300 ? NOTHING : body);
  }
}
