package dev.rivyaroutes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.http.HttpRouteTestBase;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The document of the API: who may read it, its form, and what it says of access. */
class OpenApiRouteTest extends HttpRouteTestBase {

  private static final String DOCUMENT = "/api/openapi.json";

  /** Examples of path variables for which no caller here is a submitter. */
  private static final Map<String, String> VALUES =
      Map.of("flow", "other", "id", "x", "n", "1", "name", "main", "account", "main");

  private ApiDocument document() throws Exception {
    return new ApiDocument(send(get(DOCUMENT)).body());
  }

  private Answer as(String token, String method, String path) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .method(
                method,
                method.equals("POST") ? BodyPublishers.ofString("{}") : BodyPublishers.noBody());
    return send(token == null ? request : request.header("Authorization", "Bearer " + token));
  }

  @Test
  void isShownToEveryCallerAndToNoAnonymousOne() throws Exception {
    for (String path :
        List.of(
            DOCUMENT,
            DOCUMENT + "/swagger-config",
            "/api/docs",
            "/api/swagger-ui/index.html",
            "/api/swagger-ui/swagger-ui-bundle.js")) {
      for (String token : List.of(TOKEN, VIEWER, OPERATOR)) {
        assertThat(as(token, "GET", path).status()).as(path).isIn(200, 302);
      }
      assertThat(as(null, "GET", path).status()).as(path).isEqualTo(401);
    }
    assertThat(send(get(DOCUMENT)).json().path("openapi").asText()).startsWith("3.1");
    assertThat(as(OPERATOR, "GET", "/v3/api-docs").status()).isEqualTo(404);
    assertThat(as(OPERATOR, "GET", "/webjars/swagger-ui/index.html").status()).isEqualTo(404);
  }

  @Test
  void isTriedOnAPageThatRunsNoScriptButItsOwn() throws Exception {
    Answer redirect = as(VIEWER, "GET", "/api/docs");
    Answer page = as(VIEWER, "GET", redirect.header("Location"));

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body())
        .contains("swagger-ui-bundle.js")
        .doesNotContain("<script>", "http://", "https://");
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self';", "connect-src 'self'")
        .doesNotContain("unsafe-eval");
    Answer script = as(VIEWER, "GET", "/api/swagger-ui/swagger-initializer.js");
    assertThat(script.body()).contains(DOCUMENT).doesNotContain("petstore");
    assertThat(script.body()).containsOnlyOnce("fetch(\"../docs/csrf\"");
  }

  @Test
  void passesTheLinter() throws Exception {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    options.setValidateInternalRefs(true);

    assertThat(
            new OpenAPIV3Parser()
                .readContents(send(get(DOCUMENT)).body(), null, options)
                .getMessages())
        .isEmpty();
  }

  @Test
  void describesEveryCallWholly() throws Exception {
    ApiDocument document = document();
    Set<String> ids = new HashSet<>();
    List<String> breaches = new ArrayList<>();
    for (ApiDocument.Call call : document.calls()) {
      JsonNode operation = call.operation();
      for (String field : List.of("summary", "operationId", "tags", "responses")) {
        if (operation.path(field).isEmpty() && operation.path(field).asText().isBlank()) {
          breaches.add(call + " has no " + field);
        }
      }
      if (!ids.add(operation.path("operationId").asText())) {
        breaches.add(call + " has the operationId of another");
      }
      if (operation.has("requestBody")) {
        examples(document, call + " body", operation.path("requestBody").path("content"), breaches);
      }
      document
          .responses(call)
          .forEach(
              (status, response) -> {
                JsonNode content = response.path("content");
                examples(document, call + " " + status, content, breaches);
                if (status.compareTo("400") >= 0
                    && !(content.size() == 1 && content.has("application/problem+json"))) {
                  breaches.add(call + " " + status + " is no problem document");
                }
              });
    }

    assertThat(document.calls()).hasSizeGreaterThan(13);
    assertThat(breaches).isEmpty();
  }

  private static void examples(
      ApiDocument document, String where, JsonNode content, List<String> breaches) {
    content
        .properties()
        .forEach(
            type -> {
              JsonNode examples = type.getValue().path("examples");
              if (examples.isEmpty()) {
                breaches.add(where + " has no example of " + type.getKey());
              }
              if (type.getKey().endsWith("json")) {
                examples.forEach(
                    example ->
                        document
                            .problems(
                                type.getValue().path("schema"),
                                document.resolved(example).path("value"))
                            .forEach(problem -> breaches.add(where + ": " + problem)));
              }
            });
  }

  @Test
  void saysTrulyWhoMayNotCall() throws Exception {
    ApiDocument document = document();
    int made = 0;
    for (ApiDocument.Call call : document.calls()) {
      String path = call.path();
      for (Map.Entry<String, String> value : VALUES.entrySet()) {
        path = path.replace("{" + value.getKey() + "}", value.getValue());
      }
      for (int status : List.of(401, 403)) {
        boolean events = path.startsWith("/webhooks/");
        if (!events && call.operation().path("responses").has("" + status)) {
          String token = status == 401 ? null : call.method().equals("GET") ? TOKEN : VIEWER;
          Answer answer = as(token, call.method(), path);
          assertThat(answer.status()).as(call.toString()).isEqualTo(status);
          assertThat(
                  document.problems(
                      call.method(),
                      call.path(),
                      status,
                      answer.response().headers().map(),
                      answer.body()))
              .as(call + " " + status)
              .isEmpty();
          made++;
        }
      }
    }
    assertThat(made).isGreaterThan(20);
  }
}
