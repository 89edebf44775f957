package dev.rivyaroutes.simulator.generation;

import dev.rivyaroutes.simulator.media.ResultFile;
import dev.rivyaroutes.simulator.server.Call;
import dev.rivyaroutes.simulator.server.Counters;
import dev.rivyaroutes.simulator.server.Handler;
import dev.rivyaroutes.simulator.server.Reply;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpRange;

/**
 * {@code GET /media/{taskId}/{n}.{extension}}: a result file, or the requested range of it. Calls
 * with a key are refused.
 */
public final class ServeMedia implements Handler {

  private static final Pattern NAME = Pattern.compile("([^/]+)/(\\d{1,2})\\.([a-z0-9]+)");
  private static final int GONE = 410;

  private final Generations generations;
  private final RenderMedia render;
  private final Counters counters;
  private final Clock clock;

  public ServeMedia(Generations generations, RenderMedia render, Counters counters, Clock clock) {
    this.generations = generations;
    this.render = render;
    this.counters = counters;
    this.clock = clock;
  }

  @Override
  public Reply answer(Call call) {
    if (call.header("Authorization") != null) {
      counters.leakedKey();
      return Reply.text(400, "The media host takes no Authorization header.\n");
    }
    Matcher name = NAME.matcher(call.route().name());
    Generation generation = name.matches() ? generations.find(name.group(1)) : null;
    if (generation == null || !isResult(generation, name)) {
      return Reply.text(404, "There is no such file.\n");
    }
    if (isGone(call, generation)) {
      boolean statusGiven = call.trouble() != null && call.trouble().status() != 0;
      return Reply.text(statusGiven ? call.trouble().status() : GONE, "The address has expired.\n");
    }
    int n = Integer.parseInt(name.group(2));
    return file(call, render.of(generation, n), '"' + generation.id() + "-" + n + '"');
  }

  private boolean isResult(Generation generation, Matcher name) {
    int n = Integer.parseInt(name.group(2));
    return n >= 1
        && n <= render.count(generation)
        && name.group(3).equals(generation.order().model().category().extension())
        && generation.status(clock.instant()).equals("succeeded");
  }

  private boolean isGone(Call call, Generation generation) {
    Map<String, String> query = call.query();
    int version = number(query.get("v")).intValue();
    if (call.trouble() != null && call.trouble().kind() == TroubleKind.EXPIRED) {
      generation.expireUrls(version);
      return true;
    }
    return version < generation.urlVersion()
        || query.containsKey("until") && number(query.get("until")) <= clock.millis();
  }

  private static Long number(String digits) {
    return digits != null && digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0L;
  }

  private static Reply file(Call call, ResultFile file, String etag) {
    long size = file.length();
    String condition = call.header("If-Range");
    HttpRange range =
        condition == null || condition.equals(etag) ? range(call.header("Range")) : null;
    long from = range == null ? 0 : range.getRangeStart(size);
    if (from >= size) {
      return Reply.text(416, "The range is outside of the file.\n")
          .withHeader("Content-Range", "bytes */" + size);
    }
    long to = range == null ? size - 1 : range.getRangeEnd(size);
    Reply reply =
        new Reply(
            range == null ? 200 : 206,
            Map.of("Content-Type", file.contentType(), "Accept-Ranges", "bytes", "ETag", etag),
            file.slice(from, to - from + 1));
    return range == null
        ? reply
        : reply.withHeader("Content-Range", "bytes %d-%d/%d".formatted(from, to, size));
  }

  /** Null for the whole file: without a range, with several, and where it is malformed. */
  private static HttpRange range(String header) {
    try {
      List<HttpRange> ranges = HttpRange.parseRanges(header);
      return ranges.size() == 1 ? ranges.get(0) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
