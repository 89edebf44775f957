package dev.rivyaroutes.testing;

import java.io.IOException;
import java.net.URI;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A real server that is like SQS, with a way to it that a test may close. Its queues are in memory.
 */
public final class SqsServer implements AutoCloseable {
  private final SQSRestServer server;
  private final SilentProxy proxy;
  private final SqsClient client;

  public SqsServer() {
    server = SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    int port = server.waitUntilStarted().localAddress().getPort();
    try {
      proxy = new SilentProxy(port);
    } catch (IOException e) {
      throw new IllegalStateException("cannot start the proxy of the SQS server", e);
    }
    client =
        SqsClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + port))
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();
  }

  /** The address that breaks when the proxy does. */
  public String endpoint() {
    return "http://127.0.0.1:" + proxy.port();
  }

  public SilentProxy proxy() {
    return proxy;
  }

  /** The test's own client. */
  public SqsClient client() {
    return client;
  }

  /** Does not wait for the server's end: it answers each long poll first, for up to a minute. */
  @Override
  public void close() {
    client.close();
    try {
      proxy.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } finally {
      server.stopAndGetFuture().apply();
    }
  }
}
