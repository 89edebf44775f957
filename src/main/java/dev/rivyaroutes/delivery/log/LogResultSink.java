package dev.rivyaroutes.delivery.log;

import dev.rivyaroutes.LatestEntries;
import dev.rivyaroutes.Printable;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.delivery.PublicUrlProperties;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.delivery.ResultLinks;
import dev.rivyaroutes.delivery.ResultVariables;
import dev.rivyaroutes.ledger.job.Cause;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean of the log-result-sink Kamelet: one INFO line a delivery, also if a later step fails and
 * the delivery is repeated. After a restart a repeated delivery is logged again. Created by Camel,
 * once for each use.
 */
public class LogResultSink {
  private static final Logger LOG = LoggerFactory.getLogger(LogResultSink.class);
  private static final int REMEMBERED = 10_000;
  private static final int LONGEST = 500;

  private final PublicUrlProperties publicUrl;
  private final Set<String> logged = LatestEntries.set(REMEMBERED);
  private ResultLinks links;
  private boolean prompt;

  LogResultSink(PublicUrlProperties publicUrl) {
    this.publicUrl = publicUrl;
  }

  public void setPrompt(boolean prompt) {
    this.prompt = prompt;
  }

  public void start() {
    links = ResultLinks.of(publicUrl);
  }

  public void deliver(Exchange exchange) {
    Result result = ResultVariables.result(exchange);
    if (logged.add(result.deliveryId())) {
      LOG.info("{}", line(result));
    }
    exchange.setVariable(Variables.DELIVERED_TO, "log");
  }

  private String line(Result result) {
    StringBuilder line =
        new StringBuilder(
            "Job %s: %s of flow %s %s"
                .formatted(
                    result.jobId(), shown(result.sourceName()), result.flow(), result.status()));
    if (prompt && result.prompt() != null) {
      line.append(", prompt \"").append(shown(result.prompt())).append('"');
    }
    return line.append(": ").append(outcome(result)).toString();
  }

  private String outcome(Result result) {
    if (result.cause() != null) {
      return cause(result.cause());
    }
    if (result.files().isEmpty()) {
      return "no files, see " + links.job(result);
    }
    return result.files().stream()
        .map(file -> file(result, file))
        .collect(Collectors.joining(", "));
  }

  private static String cause(Cause cause) {
    String code = cause.code() == null ? "" : ", " + cause.code();
    return "%s (%s%s)".formatted(cause.text(), cause.trouble().word(), code);
  }

  private String file(Result result, ResultFile file) {
    return "%s (%s, %,d %s) at %s"
        .formatted(
            shown(file.name()),
            file.contentType(),
            file.size(),
            file.size() == 1 ? "byte" : "bytes",
            links.file(result, file));
  }

  private static String shown(String text) {
    String line = Printable.line(text == null ? "" : text);
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }
}
