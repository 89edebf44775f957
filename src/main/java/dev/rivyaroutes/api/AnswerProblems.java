package dev.rivyaroutes.api;

import dev.rivyaroutes.http.ClassifyProblem;
import dev.rivyaroutes.http.ErrorAnswers;
import dev.rivyaroutes.http.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Answers every call that fails with a problem document. */
@ControllerAdvice
class AnswerProblems {

  private static final Logger LOG = LoggerFactory.getLogger(AnswerProblems.class);

  @ExceptionHandler
  void answer(Exception failure, HttpServletResponse response) throws IOException {
    if (response.isCommitted()) {
      LOG.debug("The caller went away while its answer was written", failure);
      return;
    }
    problem(failure).write(response);
  }

  private static Problem problem(Exception failure) {
    if (failure instanceof Problem || !(failure instanceof ErrorResponse refused)) {
      return ClassifyProblem.of(failure);
    }
    Problem problem = ErrorAnswers.problem(refused.getStatusCode().value());
    problem.getHeaders().addAll(refused.getHeaders());
    return problem;
  }
}
