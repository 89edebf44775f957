package dev.rivyaroutes.access;

import dev.rivyaroutes.http.BrowserCall;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
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
  private static final Pattern ADDRESS = Pattern.compile("https?://[^/]*(/[^#]*).*");

  private final CookieSettings cookies;

  RequestedPage(CookieSettings cookies) {
    this.cookies = cookies;
  }

  @Override
  public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
    String page = of(request);
    if (BrowserCall.is(request) && page != null) {
      byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
      cookies.set(
          COOKIE,
          Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
          Duration.ofMinutes(10),
          request,
          response);
    }
  }

  /** The page of ours that was asked for, or that an order was given on; null if there is none. */
  static String of(HttpServletRequest request) {
    String query = request.getQueryString();
    String path =
        LoginPage.isRead(request)
            ? request.getRequestURI() + (query == null ? "" : "?" + query)
            : pathOf(request.getHeader(HttpHeaders.REFERER));
    if (!path.startsWith(request.getContextPath())) {
      return null;
    }
    String page = path.substring(request.getContextPath().length());
    return isOurs(page) && page.length() <= LONGEST ? page : null;
  }

  /** Whatever the host: only the path is used. */
  private static String pathOf(String address) {
    Matcher matcher = ADDRESS.matcher(address == null ? "" : address);
    return matcher.matches() ? matcher.group(1) : "";
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
