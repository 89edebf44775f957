package dev.rivyaroutes.http.server;

import dev.rivyaroutes.http.CallTooSlow;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.server.FormFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;

/**
 * Reads parameters before the servlets do: the forms of the pages asynchronously, because reading
 * them later would block a thread. No other call has parameters in its body. An unreadable query is
 * refused here, because the servlets would log it.
 */
final class ReadParameters extends Handler.Wrapper {
  private static final int LARGEST = 10_000;
  private static final int MOST_FIELDS = 20;

  private final Set<String> login;
  private final String console;

  /**
   * @param contextPath the path that the pages begin with
   */
  ReadParameters(String contextPath) {
    this.login = Set.of(contextPath + "/login", contextPath + "/logout");
    this.console = contextPath + "/console/";
  }

  private boolean isPage(String path) {
    return login.contains(path) || path.startsWith(console);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!isReadable(request)) {
      Response.writeError(request, response, callback, HttpStatus.BAD_REQUEST_400);
      return true;
    }
    if (!isForm(request)) {
      return super.handle(request, response, callback);
    }
    if (!HttpMethod.POST.is(request.getMethod()) || !isPage(Request.getPathInContext(request))) {
      FormFields.setFields(request, Fields.EMPTY);
      return super.handle(request, response, callback);
    }
    if (request.getLength() > LARGEST) {
      Response.writeError(request, response, callback, HttpStatus.PAYLOAD_TOO_LARGE_413);
      return true;
    }
    FormFields.onFields(
        request,
        FormFields.getFormEncodedCharset(request),
        MOST_FIELDS,
        LARGEST,
        new Promise.Invocable<>() {
          @Override
          public void succeeded(Fields fields) {
            handOn(request, response, callback);
          }

          @Override
          public void failed(Throwable failure) {
            int status =
                CallTooSlow.isBehind(failure)
                    ? HttpStatus.REQUEST_TIMEOUT_408
                    : HttpStatus.BAD_REQUEST_400;
            Response.writeError(request, response, callback, status);
          }
        });
    return true;
  }

  private void handOn(Request request, Response response, Callback callback) {
    try {
      super.handle(request, response, callback);
    } catch (Exception e) {
      Response.writeError(request, response, callback, e);
    }
  }

  private static boolean isReadable(Request request) {
    try {
      Request.extractQueryParameters(request);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static boolean isForm(Request request) {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    return type != null
        && type.toLowerCase(Locale.ROOT)
            .stripLeading()
            .startsWith(MimeTypes.Type.FORM_ENCODED.asString());
  }
}
