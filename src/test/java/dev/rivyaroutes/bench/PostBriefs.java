package dev.rivyaroutes.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** Hands briefs in over HTTP as text, each under a key of its own, over connections that stay. */
final class PostBriefs implements AutoCloseable {

  private final URI address;
  private final CloseableHttpClient http;
  private final ExecutorService workers;

  PostBriefs(URI address, int connections) {
    this.address = address;
    this.http = Connections.client(connections);
    this.workers = Executors.newFixedThreadPool(connections);
  }

  /** Returns when each is answered with 202. */
  void all(List<BenchBrief> briefs) throws Exception {
    List<Future<?>> posted = new ArrayList<>();
    for (BenchBrief brief : briefs) {
      posted.add(workers.submit(() -> one(brief)));
    }
    for (Future<?> one : posted) {
      one.get();
    }
  }

  /** Hands in so many a second, whether the earlier ones are answered or not. */
  void paced(List<BenchBrief> briefs, int perSecond) throws Exception {
    List<Future<?>> posted = new ArrayList<>();
    long begun = System.nanoTime();
    for (BenchBrief brief : briefs) {
      long at = begun + posted.size() * 1_000_000_000L / perSecond;
      LockSupport.parkNanos(at - System.nanoTime());
      posted.add(workers.submit(() -> one(brief)));
    }
    for (Future<?> one : posted) {
      one.get();
    }
  }

  /** Returns the moment of the 202. */
  Instant one(BenchBrief brief) throws IOException {
    HttpPost post = new HttpPost(address);
    post.setHeader("Idempotency-Key", brief.key());
    post.setEntity(new StringEntity(brief.prompt(), ContentType.TEXT_PLAIN));
    return http.execute(
        post,
        answer -> {
          Instant answered = Instant.now();
          String body = EntityUtils.toString(answer.getEntity());
          if (answer.getCode() != 202) {
            throw new IOException(
                brief.key() + " was answered with " + answer.getCode() + ": " + body);
          }
          return answered;
        });
  }

  @Override
  public void close() throws IOException {
    workers.shutdownNow();
    http.close();
  }
}
