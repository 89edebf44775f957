package dev.rivyaroutes.delivery.callback;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/** Keeps only the start of an answer's body and its {@code Retry-After} header. */
final class LimitAnswer implements ExecChainHandler {

  private static final int MAX_BODY = 2_048;

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    ClassicHttpResponse response = chain.proceed(request, scope);
    byte[] body = start(response.getEntity(), scope);
    Header[] kept = response.getHeaders(HttpHeaders.RETRY_AFTER);
    response.setHeaders(kept);
    response.setEntity(new ByteArrayEntity(body, null));
    return response;
  }

  /** The status is known, so a body that breaks off does not change the outcome. */
  private static byte[] start(HttpEntity entity, ExecChain.Scope scope) {
    if (entity == null) {
      return new byte[0];
    }
    try {
      InputStream body = entity.getContent();
      byte[] start = body.readNBytes(MAX_BODY);
      if (start.length == MAX_BODY) {
        scope.execRuntime.discardEndpoint();
      } else {
        body.close();
      }
      return start;
    } catch (IOException e) {
      scope.execRuntime.discardEndpoint();
      return new byte[0];
    }
  }
}
