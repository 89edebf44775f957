package dev.rivyaroutes.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;

class CookieSettingsTest {
  private static String csrf(boolean https, MockHttpServletRequest request) {
    MockHttpServletResponse response = new MockHttpServletResponse();
    var tokens = new CookieSettings(https).csrf();
    tokens.saveToken(tokens.generateToken(request), request, response);
    Cookie cookie = response.getCookie("XSRF-TOKEN");
    return (cookie.isHttpOnly() ? "HttpOnly " : "")
        + (cookie.getSecure() ? "Secure " : "")
        + "SameSite="
        + cookie.getAttribute("SameSite");
  }

  private static String cookie(boolean https, MockHttpServletRequest request) {
    return new CookieSettings(https).of("n", "v", Duration.ofMinutes(1), request).toString();
  }

  @Test
  void areOfNoUseToOtherPagesAndScripts() {
    MockHttpServletRequest request = new MockHttpServletRequest();

    assertThat(csrf(false, request)).contains("HttpOnly", "SameSite=Lax").doesNotContain("Secure");
    assertThat(cookie(false, request))
        .contains("HttpOnly", "SameSite=Lax")
        .doesNotContain("Secure");
  }

  @Test
  void goOverHttpsOnlyWhereCallersComeByIt() {
    MockHttpServletRequest secure = new MockHttpServletRequest();
    secure.setSecure(true);

    assertThat(csrf(false, secure)).contains("Secure");
    assertThat(cookie(false, secure)).contains("Secure");
    assertThat(csrf(true, new MockHttpServletRequest())).contains("Secure");
    assertThat(cookie(true, new MockHttpServletRequest())).contains("Secure");
  }

  private static ServletContextInitializer sessionCookie(String publicUrl) {
    SessionConfiguration sessions = new SessionConfiguration();
    return sessions.sessionCookie(sessions.cookieSettings(publicUrl));
  }

  @Test
  void areSecureBehindAPublicHttpsAddress() throws Exception {
    for (String url : List.of("https://media.example.com", "HTTPS://media.example.com")) {
      MockServletContext context = new MockServletContext();
      sessionCookie(url).onStartup(context);
      assertThat(context.getSessionCookieConfig().isSecure()).isTrue();
    }
    MockServletContext context = new MockServletContext();
    sessionCookie("http://localhost:8080").onStartup(context);
    assertThat(context.getSessionCookieConfig().isSecure()).isFalse();
  }
}
