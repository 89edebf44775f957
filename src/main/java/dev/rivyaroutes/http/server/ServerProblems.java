package dev.rivyaroutes.http.server;

import dev.rivyaroutes.http.ErrorAnswers;
import dev.rivyaroutes.http.Problem;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Writes problem documents for what Jetty refuses before any filter or route sees it. */
final class ServerProblems implements Request.Handler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status =
        request.getAttribute(ErrorHandler.ERROR_EXCEPTION) instanceof HttpException refused
            ? refused.getCode()
            : response.getStatus();
    Problem problem = ErrorAnswers.problem(status < 400 ? 500 : status);
    response.setStatus(problem.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.CONTENT_TYPE);
    problem.getHeaders().toSingleValueMap().forEach(response.getHeaders()::put);
    response.write(true, ByteBuffer.wrap(problem.bytes()), callback);
    return true;
  }
}
