package dev.rivyaroutes.brief.form;

import java.util.Locale;
import java.util.Map;

/** Refuses files that cannot be briefs, by their first bytes, and says how to convert them. */
final class UnsupportedFiles {
  private static final Map<String, String> BINARY =
      Map.of(
          "%PDF-",
          "a PDF document. Save its text as .txt",
          "PK\u0003\u0004",
          "a ZIP archive or an Office document (.docx, .xlsx). Save a text as .txt, and a table as CSV"
              + " UTF-8",
          "\u00D0\u00CF\u0011\u00E0",
          "an old Office document (.doc, .xls). Save a text as .txt, and a table as CSV UTF-8",
          "\u001F\u008B",
          "a gzip archive. Unpack it, or declare Content-Encoding: gzip");

  private static final Map<String, String> TEXT =
      Map.of(
          "<!doctype html", "an HTML page. Send a JSON document or plain text",
          "<html", "an HTML page. Send a JSON document or plain text",
          "<?xml", "an XML document. Send a JSON document or plain text");

  private static final Map<String, String> RTF =
      Map.of("{\\rtf", "an RTF document. Save it as plain text (.txt)");

  private UnsupportedFiles() {}

  static void check(FirstBytes first, BriefFormat format) throws BriefRefused {
    if (format == BriefFormat.MEDIA || format == BriefFormat.UNKNOWN && !first.isText()) {
      return;
    }
    String begin = first.begin();
    if (!first.isText()) {
      check(begin, BINARY);
      return;
    }
    check(begin.toLowerCase(Locale.ROOT), RTF);
    if (format != BriefFormat.TEXT) {
      check(begin.toLowerCase(Locale.ROOT), TEXT);
    }
  }

  private static void check(String begin, Map<String, String> unsupported) throws BriefRefused {
    for (Map.Entry<String, String> one : unsupported.entrySet()) {
      if (begin.startsWith(one.getKey())) {
        throw new BriefRefused("By its first bytes it is " + one.getValue() + ".");
      }
    }
  }
}
