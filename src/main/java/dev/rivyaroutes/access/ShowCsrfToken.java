package dev.rivyaroutes.access;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Gives the page that tries the API the CSRF token of its session. The page cannot read the cookie,
 * and a foreign page cannot read this answer.
 */
@Hidden
@RestController
class ShowCsrfToken {

  /** The name of the header and its value; 204 for a caller that needs no token. */
  @GetMapping("/api/docs/csrf")
  ResponseEntity<Map<String, String>> show(HttpServletRequest request) {
    CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
    return csrf == null
        ? ResponseEntity.noContent().build()
        : ResponseEntity.ok()
            .cacheControl(CacheControl.noStore())
            .body(Map.of("header", csrf.getHeaderName(), "token", csrf.getToken()));
  }
}
