package dev.rivyaroutes.http;

import dev.rivyaroutes.http.call.HttpAnswer;
import dev.rivyaroutes.http.call.HttpCall;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.media.MediaStore;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the answer for a result file: not modified, a range, or the whole. */
final class ResultDownload {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})-(\\d{0,18})");

  private final JobFile file;
  private final MediaStore store;

  ResultDownload(JobFile file, MediaStore store) {
    this.file = file;
    this.store = store;
  }

  HttpAnswer answer(HttpCall call) throws IOException {
    String etag = "\"" + file.sha256() + "\"";
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ETag", etag);
    headers.put("Cache-Control", "private, max-age=31536000, immutable");
    String known = call.header("If-None-Match");
    if (known != null && (known.contains(etag) || known.strip().equals("*"))) {
      return HttpAnswer.empty(304, headers);
    }
    headers.put("Accept-Ranges", "bytes");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Content-Disposition", Attachment.disposition(file.name()));
    String condition = call.header("If-Range");
    String range = condition == null || condition.equals(etag) ? call.header("Range") : null;
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
    return new HttpAnswer(status, type, headers, () -> new First(open, length), length);
  }

  /** The first bytes of a stream. */
  private static final class First extends FilterInputStream {
    private long left;

    First(InputStream in, long length) {
      super(in);
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int n = in.read(buffer, offset, (int) Math.min(length, left));
      left -= Math.max(n, 0);
      return n;
    }
  }
}
