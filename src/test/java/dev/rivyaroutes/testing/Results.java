package dev.rivyaroutes.testing;

import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Trouble;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/** Results as the engine hands them to sinks. */
public final class Results {

  public static final String JOB = "01JDCZ4Q6V8M2N3P4R5S6T7V8W";

  public static Result succeeded(String sourceName, ResultFile... files) {
    return of(JOB, sourceName, null, files);
  }

  public static Result failed(String sourceName) {
    Cause cause =
        new Cause(
            Trouble.PERMANENT, "content_policy", "Rivya refused the prompt: rephrase it.", "req_7");
    return of(JOB, sourceName, cause);
  }

  public static Result of(String job, String sourceName, Cause cause, ResultFile... files) {
    return new Result(
        "dlv-" + job,
        job,
        "listing-photos",
        "bucket",
        new Result.Brief(
            "s3:photos/" + sourceName + "#e1",
            sourceName,
            "erp-77",
            "Restyle this photo, 50% softer & no text.",
            Map.of("mail.to", "asker@example.com")),
        new Result.Generation(
            "production-image-workflow",
            "nano-banana-2",
            "task_01",
            null,
            new BigDecimal("8"),
            new BigDecimal("7.50")),
        new Result.Outcome(
            cause == null ? "succeeded" : "failed",
            cause,
            Instant.parse("2026-11-23T08:00:00Z"),
            Instant.parse("2026-11-23T08:00:09.120Z")),
        List.of(files));
  }

  public static ResultFile png(int n, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    return new ResultFile(
        n, "out_" + n + ".png", "image/png", "png", bytes.length, DigestUtils.sha256Hex(bytes));
  }

  private Results() {}
}
