package dev.rivyaroutes.http;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/** Writes problem documents for what Tomcat refuses before any filter or route sees it. */
public class ServerProblems extends ErrorReportValve {

  @Override
  protected void report(Request request, Response response, Throwable thrown) {
    int status = response.getStatus();
    if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    byte[] document = ErrorAnswers.problem(status).bytes();
    try {
      response.setContentType(Problem.CONTENT_TYPE);
      response.setContentLength(document.length);
      response.getOutputStream().write(document);
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      container.getLogger().debug("The caller went away before its answer", e);
    }
  }
}
