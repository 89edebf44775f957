package dev.rivyaroutes.rivya.call;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Times the calls to Rivya, by what was called and how it ended. */
@Component
public final class MeasureCalls {

  static final String OK = "ok";
  static final String NO_ANSWER = "no_answer";
  private static final String OTHER = "other";
  private static final String CREATE = "create";
  private static final String CHAT = "chat";
  private static final Pattern STATUS = Pattern.compile("http_([2-5])\\d\\d");

  /** A call that has begun. */
  record Call(String account, String operation, long begun) {}

  private final MeterRegistry meters;

  MeasureCalls(MeterRegistry meters) {
    this.meters = meters;
  }

  Call begin(String account, String method, String path) {
    return new Call(account, operation(method, path), System.nanoTime());
  }

  void end(Call call, String code) {
    Timer.builder("rivya.calls")
        .description("Calls to Rivya, from the request to the end of the answer")
        .tag("account", call.account())
        .tag("operation", call.operation())
        .tag("code", known(code))
        .register(meters)
        .record(Duration.ofNanos(System.nanoTime() - call.begun()));
  }

  /** What a call does: one of few words, whatever ids its path has. */
  static String operation(String method, String path) {
    String[] parts = path == null ? new String[0] : path.split("[?]", 2)[0].split("/");
    for (String part : parts) {
      String operation =
          switch (part) {
            case "generations" -> "POST".equals(method) ? CREATE : "status";
            case "files" -> "upload";
            case CHAT, "models", "credits", "webhooks" -> part;
            default -> null;
          };
      if (operation != null) {
        return operation;
      }
    }
    return OTHER;
  }

  /** Whether Rivya charges for the call. */
  static boolean isPaid(String method, String path) {
    String operation = operation(method, path);
    return operation.equals(CREATE) || operation.equals(CHAT) && "POST".equals(method);
  }

  /** Rivya may invent codes; those that no page of it names are one value. */
  static String known(String code) {
    if (code.equals(OK) || code.equals(NO_ANSWER) || JudgeRivyaAnswer.isKnown(code)) {
      return code;
    }
    Matcher status = STATUS.matcher(code);
    return status.matches() ? "http_" + status.group(1) + "xx" : OTHER;
  }
}
