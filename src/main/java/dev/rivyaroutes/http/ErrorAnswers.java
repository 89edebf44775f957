package dev.rivyaroutes.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Turns every error that no route answered, such as an unknown path, into a problem document. */
@Controller
public class ErrorAnswers implements ErrorController {

  @RequestMapping("${server.error.path:${error.path:/error}}")
  void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Integer status = (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    problem(status == null ? 404 : status).write(response);
  }

  public static Problem problem(int status) {
    return switch (status) {
      case 400 -> Problem.of(status, "bad-request", "The HTTP request is malformed.");
      case 404 -> Problem.of(status, "not-found", "There is nothing at this address.");
      case 405 ->
          Problem.of(
              status,
              "method-not-allowed",
              "This address does not support the method; see the header Allow.");
      case 408 ->
          Problem.of(
              status,
              "too-slow",
              "The body of the request arrived too slowly; send it again. See rivya.http.");
      case 413 -> Problem.of(status, "too-large", "The request is too large; send less.");
      case 503 ->
          Problem.of(
                  status,
                  "unavailable",
                  "The service is unavailable; send the request again in a few seconds.")
              .withHeader("Retry-After", "5");
      default ->
          status < 500
              ? Problem.of(status, "refused", "The request is not supported.")
              : Problem.of(
                  status, "internal", "An internal error occurred; see the log of the program.");
    };
  }
}
