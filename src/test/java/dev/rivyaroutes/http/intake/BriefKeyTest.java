package dev.rivyaroutes.http.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.http.call.HttpCall;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class BriefKeyTest {

  private static String header(String value) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.addHeader(BriefKey.HEADER, value);
    return BriefKey.ofHeader(new HttpCall(request, null)).text();
  }

  @Test
  void takesAPrintableHeaderTrimmed() throws Exception {
    assertThat(header("  order 17/ä".replace("ä", "a"))).isEqualTo("order 17/a");
    assertThat(header("x".repeat(256))).hasSize(256);
  }

  @Test
  void refusesAHeaderThatIsNoKey() {
    for (String key : new String[] {"", "  ", "x".repeat(257), "a\tb", "caf\u00e9", "a\u007fb"}) {
      assertThatThrownBy(() -> header(key)).as(key).isInstanceOf(Problem.class);
    }
  }

  @Test
  void refusesTwoHeaders() {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.addHeader(BriefKey.HEADER, "a");
    request.addHeader(BriefKey.HEADER, "b");

    assertThatThrownBy(() -> BriefKey.ofHeader(new HttpCall(request, null)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("once");
  }

  @Test
  void takesTheBriefsOwnIdTrimmedAndMakesAFreshKeyOtherwise() throws Exception {
    assertThat(BriefKey.orFresh(" r ")).isEqualTo(new BriefKey("r", true));
    for (String none : new String[] {null, "", " "}) {
      BriefKey key = BriefKey.orFresh(none);
      assertThat(key.text()).hasSize(26);
      assertThat(key.chosen()).isFalse();
    }
  }
}
