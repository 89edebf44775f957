package dev.rivyaroutes.console;

import dev.rivyaroutes.http.Caller;
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
   * @param all whether the jobs of everybody may be read, not only those of one's own
   * @param everyFlow whether also what belongs to no single flow
   */
  record Viewer(String name, boolean operator, boolean all, boolean everyFlow) {}

  @ModelAttribute("viewer")
  Viewer viewer(Principal principal, HttpServletRequest request) {
    boolean operator = request.isUserInRole("OPERATOR");
    Caller caller = Caller.of(principal);
    boolean all = operator || request.isUserInRole("VIEWER");
    return new Viewer(caller.name(), operator, all, all && caller.sees().isOfAllFlows());
  }
}
