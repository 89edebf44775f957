package dev.rivyaroutes.http;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** Tells people at a browser, who get pages, from programs, who get problem documents. */
public final class BrowserCall {

  private BrowserCall() {}

  /** Whether a page answers the call. The API answers browsers as it answers programs. */
  public static boolean is(HttpServletRequest request) {
    String accept = request.getHeader(HttpHeaders.ACCEPT);
    return accept != null
        && accept.contains(MediaType.TEXT_HTML_VALUE)
        && !request.getRequestURI().startsWith(request.getContextPath() + "/api");
  }
}
