package dev.rivyaroutes.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;
import org.springframework.web.util.WebUtils;

/**
 * Remembers in a cookie, and nowhere on the server, which page somebody asked for before the login.
 * Only the path of a page of ours is kept, so that the login leads nowhere else.
 */
final class RequestedPage implements RequestCache {
  private static final String COOKIE = "RIVYA-WANTED";
  private static final String PAGES = "/console";
  private static final int LONGEST = 1_000;

  private final CookieSettings cookies;

  RequestedPage(CookieSettings cookies) {
    this.cookies = cookies;
  }

  @Override
  public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
    String query = request.getQueryString();
    String page =
        request.getRequestURI().substring(request.getContextPath().length())
            + (query == null ? "" : "?" + query);
    if (LoginPage.isForBrowser(request) && isOurs(page) && page.length() <= LONGEST) {
      byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
      cookies.set(
          COOKIE,
          Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
          Duration.ofMinutes(10),
          request,
          response);
    }
  }

  private static boolean isOurs(String page) {
    return page.equals(PAGES) || page.startsWith(PAGES + "/") || page.startsWith(PAGES + "?");
  }

  @Override
  public SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
    Cookie cookie = WebUtils.getCookie(request, COOKIE);
    if (cookie == null) {
      return null;
    }
    try {
      String page =
          new String(Base64.getUrlDecoder().decode(cookie.getValue()), StandardCharsets.UTF_8);
      return isOurs(page) ? new SimpleSavedRequest(page) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The page is asked for anew after the login; nothing of the first call is played back. */
  @Override
  public HttpServletRequest getMatchingRequest(
      HttpServletRequest request, HttpServletResponse response) {
    if (isOurs(request.getRequestURI().substring(request.getContextPath().length()))) {
      removeRequest(request, response);
    }
    return null;
  }

  @Override
  public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
    if (WebUtils.getCookie(request, COOKIE) != null) {
      cookies.set(COOKIE, "", Duration.ZERO, request, response);
    }
  }
}
