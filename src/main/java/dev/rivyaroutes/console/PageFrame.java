package dev.rivyaroutes.console;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What every page shows around its content: who is logged in, and what they may do. */
@ControllerAdvice(basePackageClasses = PageFrame.class)
class PageFrame {

  /**
   * Who looks at the page.
   *
   * @param operator whether orders may be given
   * @param all whether everything may be read, not only jobs of one's own
   */
  record Viewer(String name, boolean operator, boolean all) {}

  @ModelAttribute("viewer")
  Viewer viewer(Principal principal, HttpServletRequest request) {
    boolean operator = request.isUserInRole("OPERATOR");
    return new Viewer(
        principal == null ? "nobody" : principal.getName(),
        operator,
        operator || request.isUserInRole("VIEWER"));
  }
}
