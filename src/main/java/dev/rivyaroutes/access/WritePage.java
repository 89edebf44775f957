package dev.rivyaroutes.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** Writes the pages of people who are not logged in, or may not do something. */
@Component
class WritePage {

  /** The program's style sheet and icon, its own forms, and no script. */
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private final ObjectProvider<ThymeleafViewResolver> views;

  WritePage(ObjectProvider<ThymeleafViewResolver> views) {
    this.views = views;
  }

  /** Writes a page, unless an answer has begun. */
  void write(
      String template,
      Map<String, ?> values,
      int status,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, ServletException {
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(status);
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    try {
      views
          .getObject()
          .resolveViewName("access/" + template, Locale.ENGLISH)
          .render(values, request, response);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }
}
