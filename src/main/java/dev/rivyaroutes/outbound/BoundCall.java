package dev.rivyaroutes.outbound;

import dev.rivyaroutes.PlainDuration;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * Limits a whole call, from the connection to the last byte of the body: the connection is aborted
 * at the deadline, however slowly the host sends. Failures become {@link CallFailed}.
 */
final class BoundCall implements ExecChainHandler {

  private final CallLimits limits;

  BoundCall(CallLimits limits) {
    this.limits = limits;
  }

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    Deadline deadline = new Deadline(scope);
    boolean open = false;
    try {
      ClassicHttpResponse response = chain.proceed(request, scope);
      if (response.getEntity() != null) {
        response.setEntity(new BoundEntity(response.getEntity(), deadline));
        open = true;
      }
      return response;
    } catch (IOException | HttpException | RuntimeException e) {
      throw deadline.explain(e);
    } finally {
      if (!open) {
        deadline.end.complete(null);
      }
    }
  }

  private final class Deadline {
    private final String host;
    private final ExecChain.Scope scope;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private Deadline(ExecChain.Scope scope) {
      this.host = host(scope.route.getTargetHost());
      this.scope = scope;
      end.orTimeout(limits.deadline().toMillis(), TimeUnit.MILLISECONDS)
          .whenComplete(
              (inTime, late) -> {
                if (late != null) {
                  abort();
                }
              });
    }

    private static String host(HttpHost target) {
      int usual = "https".equals(target.getSchemeName()) ? 443 : 80;
      return target.getPort() == usual ? target.getHostName() : target.toHostString();
    }

    private void abort() {
      if (scope.originalRequest instanceof Cancellable request) {
        request.cancel();
      }
    }

    /** A call that is aborted between two steps ends with an IllegalStateException. */
    private IOException explain(Exception failure) {
      if (end.isCompletedExceptionally()) {
        return new CallFailed(
            host,
            CallFailed.Why.SLOW,
            "%s did not complete its answer within %s"
                .formatted(host, PlainDuration.of(limits.deadline())),
            failure);
      }
      if (failure instanceof RuntimeException bug) {
        throw bug;
      }
      if (failure instanceof IOException known
          && (known instanceof CallFailed || known instanceof LocalFailure)) {
        return known;
      }
      return ExplainCall.of(host, limits, failure);
    }
  }

  private final class BoundEntity extends HttpEntityWrapper {
    private final Deadline deadline;
    private BoundBody content;

    private BoundEntity(HttpEntity entity, Deadline deadline) {
      super(entity);
      this.deadline = deadline;
    }

    @Override
    public InputStream getContent() throws IOException {
      if (content == null) {
        InputStream limited =
            new MinimumRateStream(super.getContent(), deadline.host, limits.minimumRate());
        content = new BoundBody(limited, deadline);
      }
      return content;
    }

    @Override
    public boolean isRepeatable() {
      return false;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      try (InputStream bytes = getContent()) {
        bytes.transferTo(out);
      }
    }

    /** The client's own entity would read the rest of the body when it is closed early. */
    @Override
    public void close() throws IOException {
      if (content == null || !content.atEnd) {
        deadline.abort();
      }
      deadline.end.complete(null);
      super.close();
    }
  }

  private final class BoundBody extends FilterInputStream {
    private final Deadline deadline;
    private long left = limits.maxBytes();
    private boolean atEnd;

    private BoundBody(InputStream in, Deadline deadline) {
      super(in);
      this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int n;
      try {
        n = in.read(bytes, from, length);
      } catch (IOException | RuntimeException e) {
        throw deadline.explain(e);
      }
      if (n < 0) {
        atEnd = true;
        deadline.end.complete(null);
      }
      left -= Math.max(0, n);
      if (left < 0) {
        throw new CallFailed(
            deadline.host,
            CallFailed.Why.LARGE,
            "the answer of %s is larger than %d bytes".formatted(deadline.host, limits.maxBytes()),
            null);
      }
      return n;
    }

    @Override
    public void close() {
      if (!atEnd) {
        deadline.abort();
      }
      deadline.end.complete(null);
      try {
        in.close();
      } catch (IOException | RuntimeException e) {
        // The connection is closed, and nothing more is read.
      }
    }
  }
}
