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
    return BriefKey.ofHeader(new HttpCall(request, null, Map.of())).text();
  }

  private static BriefKey document(String text, String type) throws ProblemException {
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
        .isEqualTo(new BriefKey("r", true));
    assertThat(document("a: [x]\nclient_request_id: r-2\n", "application/yaml"))
        .isEqualTo(new BriefKey("r-2", true));
  }

  @Test
  void makesAFreshKeyOtherwise() throws Exception {
    for (String text :
        new String[] {
          "", "{", "[]", "{}", "{\"client_request_id\":null}", "{\"client_request_id\":[1]}"
        }) {
      BriefKey key = document(text, "application/json");
      assertThat(key.text()).as(text).hasSize(26);
      assertThat(key.chosen()).isFalse();
    }
  }
}
