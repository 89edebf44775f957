package dev.rivyaroutes.http.intake;

import dev.rivyaroutes.http.call.HttpCall;
import java.io.InputStream;
import org.apache.commons.fileupload2.core.RequestContext;

/** Shows the multipart library a call whose body is limited already. */
record MultipartContext(HttpCall call, InputStream body) implements RequestContext {

  @Override
  public String getCharacterEncoding() {
    return call.request().getCharacterEncoding();
  }

  @Override
  public long getContentLength() {
    return call.request().getContentLengthLong();
  }

  @Override
  public String getContentType() {
    return call.request().getContentType();
  }

  @Override
  public InputStream getInputStream() {
    return body;
  }

  @Override
  public boolean isMultipartRelated() {
    return false;
  }
}
