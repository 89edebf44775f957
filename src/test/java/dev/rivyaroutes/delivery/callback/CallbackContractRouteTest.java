package dev.rivyaroutes.delivery.callback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.delivery.SinkContract;
import dev.rivyaroutes.delivery.SinkRoutes;
import dev.rivyaroutes.testing.RecordingHttpServer;
import dev.rivyaroutes.testing.Results;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** The contract of all sinks for callbacks: a receiver knows a repeated one by its id. */
class CallbackContractRouteTest extends CallbackCase implements SinkContract {

  /** The receiver answers 410: it accepts nothing. */
  private boolean gone;

  @Override
  public SinkRoutes routes() {
    return routes;
  }

  @Override
  public String kamelet() {
    return "callback-result-sink";
  }

  @Override
  public Map<String, String> parameters() {
    return Map.of("files", "inline");
  }

  @Override
  public ResultFile stored(int n, String content) {
    return media.png(n, content);
  }

  @Override
  public List<String> effects() {
    return gone
        ? List.of()
        : server.calls.stream().map(call -> call.header("webhook-id")).distinct().toList();
  }

  @Override
  public void disconnect() {
    server.shut();
  }

  @Override
  public void reconnect() throws IOException {
    server.open();
  }

  @Override
  public Result refusedForGood() {
    gone = true;
    server.answer = RecordingHttpServer.with(410, "");
    return Results.succeeded("in/cat.txt", media.png(1, "first"));
  }

  @Test
  void sendsALinkToAHugeFile() throws Exception {
    List<Long> read = new CopyOnWriteArrayList<>();
    media.reading = read::add;
    result = Results.succeeded("in/v.txt", media.generated(1, 3L << 30));

    Exchange done = deliver(parameters());

    assertThat(done.getException()).isNull();
    assertThat(onlyCall().text()).contains("/files/1").doesNotContain("base64");
    assertThat(read).isEmpty();
  }
}
