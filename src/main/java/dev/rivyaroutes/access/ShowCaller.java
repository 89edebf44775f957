package dev.rivyaroutes.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.util.HtmlUtils;

/** Where a login leads to: a page that says who one is, and what one may call. */
@Controller
class ShowCaller {

  private static final Map<Role, String> CALLS =
      Map.of(
          Role.SUBMITTER,
          "POST /api/flows/{flow}/jobs, POST /api/flows/{flow}/chat, GET /api/jobs, GET /api/models",
          Role.VIEWER,
          "GET /api/jobs, GET /api/accounts, GET /api/models",
          Role.OPERATOR,
          "GET /api/jobs, GET /api/accounts, GET /api/models, POST /api/jobs/{id}/replay,"
              + " POST /api/jobs/{id}/cancel, POST /api/flows/{flow}/jobs");

  @GetMapping(path = "/console", produces = MediaType.TEXT_HTML_VALUE)
  @ResponseBody
  String show(HttpServletRequest request, Authentication caller) {
    Role role = Role.of(caller);
    CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
    return """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Rivya Routes</title></head>
        <body>
        <h1>Rivya Routes</h1>
        <p>You are <b>%s</b> with the role %s.</p>
        <p>You may call: %s.</p>
        <p><a href="%s/api/jobs">The newest jobs</a></p>
        %s
        </body>
        </html>
        """
        .formatted(
            HtmlUtils.htmlEscape(caller.getName()),
            role.word(),
            CALLS.get(role),
            HtmlUtils.htmlEscape(request.getContextPath()),
            csrf == null ? "" : logout(request.getContextPath(), csrf));
  }

  private static String logout(String contextPath, CsrfToken csrf) {
    return "<form method=\"post\" action=\"%s/logout\"><input type=\"hidden\" name=\"%s\" value=\"%s\"><button>Log out</button></form>"
        .formatted(HtmlUtils.htmlEscape(contextPath), csrf.getParameterName(), csrf.getToken());
  }
}
