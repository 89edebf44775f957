package dev.rivyaroutes.console;

import dev.rivyaroutes.http.ClassifyProblem;
import dev.rivyaroutes.http.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** Answers every failed call of the console with a page that says why, and what to do. */
@ControllerAdvice(basePackageClasses = AnswerWithPage.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class AnswerWithPage {

  private final PageFrame frame;

  AnswerWithPage(PageFrame frame) {
    this.frame = frame;
  }

  /** Null once an answer has begun: its caller went away. */
  @ExceptionHandler
  ModelAndView answer(
      Exception failure,
      Principal principal,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (response.isCommitted()) {
      return null;
    }
    Problem problem = ClassifyProblem.of(failure);
    ModelAndView page = new ModelAndView("console/problem");
    page.setStatus(problem.getStatusCode());
    page.addObject("viewer", frame.viewer(principal, request));
    page.addObject("status", problem.status());
    page.addObject("detail", problem.detail());
    return page;
  }
}
