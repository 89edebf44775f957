package dev.rivyaroutes.api;

import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.http.call.HttpAnswer;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.media.MediaStore;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.io.input.BoundedInputStream;

/** Makes the answer for a result file: not modified, a range, or the whole. */
final class ResultDownload {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{0,18})");

  private final JobFile file;
  private final MediaStore store;
  private final String caching;

  /**
   * @param caching the header {@code Cache-Control}
   */
  ResultDownload(JobFile file, MediaStore store, String caching) {
    this.file = file;
    this.store = store;
    this.caching = caching;
  }

  HttpAnswer answer(HttpServletRequest request) throws IOException {
    String etag = "\"" + file.sha256() + "\"";
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ETag", etag);
    headers.put("Cache-Control", caching);
    String known = request.getHeader("If-None-Match");
    if (known != null && (known.contains(etag) || known.strip().equals("*"))) {
      return HttpAnswer.empty(304, headers);
    }
    headers.put("Accept-Ranges", "bytes");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Content-Disposition", Attachment.disposition(file.name()));
    String condition = request.getHeader("If-Range");
    String range = condition == null || condition.equals(etag) ? request.getHeader("Range") : null;
    Matcher asked = RANGE.matcher(range == null ? "" : range);
    return asked.matches() ? part(asked, headers) : part(200, 0, file.size(), headers);
  }

  private HttpAnswer part(Matcher asked, Map<String, String> headers) throws IOException {
    long first = Long.parseLong(asked.group(1));
    long last =
        asked.group(2).isEmpty()
            ? file.size() - 1
            : Math.min(Long.parseLong(asked.group(2)), file.size() - 1);
    if (first > last) {
      throw Problem.of(416, "range", "The file has " + file.size() + " bytes; ask for less.")
          .withHeader("Content-Range", "bytes */" + file.size());
    }
    headers.put("Content-Range", "bytes " + first + "-" + last + "/" + file.size());
    return part(206, first, last - first + 1, headers);
  }

  /** Opens the blob at once, so that one that is gone is still answered with a problem. */
  private HttpAnswer part(int status, long first, long length, Map<String, String> headers)
      throws IOException {
    InputStream open = store.open(file.sha256(), first);
    String type = file.contentType() == null ? "application/octet-stream" : file.contentType();
    return new HttpAnswer(
        status,
        type,
        headers,
        () ->
            BoundedInputStream.builder()
                .setInputStream(open)
                .setMaxCount(length)
                .setPropagateClose(true)
                .get(),
        length);
  }
}
