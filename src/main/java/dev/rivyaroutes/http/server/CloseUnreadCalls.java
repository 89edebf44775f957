package dev.rivyaroutes.http.server;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Ends calls that are answered before their body is there, such as refused ones, without waiting
 * for the rest of it: the answer says that the connection closes, since what follows on it would be
 * body.
 */
final class CloseUnreadCalls extends Handler.Wrapper {

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    request.addHttpStreamWrapper(Unread::new);
    return super.handle(request, response, callback);
  }

  private static final class Unread extends HttpStream.Wrapper {
    Unread(HttpStream stream) {
      super(stream);
    }

    @Override
    public void send(
        MetaData.Request request,
        MetaData.Response response,
        boolean last,
        ByteBuffer content,
        Callback callback) {
      if (response != null && response.getStatus() >= 200) {
        consumeAvailable();
      }
      super.send(request, response, last, content, callback);
    }
  }
}
