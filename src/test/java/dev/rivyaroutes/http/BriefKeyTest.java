package dev.rivyaroutes.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class BriefKeyTest {

  private static String header(String value) throws ProblemException {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.addHeader(BriefKey.HEADER, value);
    return BriefKey.ofHeader(new HttpCall(request, null, Map.of()));
  }

  private static String document(String text, String type) throws ProblemException {
    return BriefKey.ofDocument(new ByteArrayInputStream(text.getBytes(UTF_8)), type);
  }

  @Test
  void takesAPrintableHeaderTrimmed() throws Exception {
    assertThat(header("  order 17/ä".replace("ä", "a"))).isEqualTo("order 17/a");
    assertThat(header("x".repeat(256))).hasSize(256);
  }

  @Test
  void refusesAHeaderThatIsNoKey() {
    for (String key : new String[] {"", "  ", "x".repeat(257), "a\tb", "caf\u00e9", "a\u007fb"}) {
      assertThatThrownBy(() -> header(key)).as(key).isInstanceOf(ProblemException.class);
    }
  }

  @Test
  void findsTheRequestIdOnTheOutermostLevelOnly() throws Exception {
    assertThat(
            document(
                "{\"a\":{\"client_request_id\":\"no\"},\"client_request_id\":\" r \"}",
                "application/json"))
        .isEqualTo("r");
    assertThat(document("a: [x]\nclient_request_id: r-2\n", "application/yaml")).isEqualTo("r-2");
  }

  @Test
  void makesAFreshKeyOtherwise() throws Exception {
    for (String text :
        new String[] {
          "", "{", "[]", "{}", "{\"client_request_id\":null}", "{\"client_request_id\":[1]}"
        }) {
      assertThat(document(text, "application/json")).as(text).hasSize(26);
    }
  }
}
