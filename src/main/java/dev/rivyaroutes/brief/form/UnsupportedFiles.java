package dev.rivyaroutes.brief.form;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Names files that people hand in for briefs although they are something else. */
final class UnsupportedFiles {
  private static final String RTF = "{\\rtf";

  /** By their first bytes, of files that are no text. */
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

  private UnsupportedFiles() {}

  /**
   * What the bytes are, and how to make a brief of them; null when nothing is known to be wrong.
   */
  static String of(byte[] prefix, BriefFormat form) {
    String begin =
        new String(prefix, 0, Math.min(prefix.length, 512), StandardCharsets.ISO_8859_1)
            .replace("\u00EF\u00BB\u00BF", "")
            .stripLeading();
    return Charsets.isText(prefix) ? ofText(begin.toLowerCase(Locale.ROOT), form) : ofBytes(begin);
  }

  private static String ofBytes(String begin) {
    return BINARY.entrySet().stream()
        .filter(known -> begin.startsWith(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  private static String ofText(String begin, BriefFormat form) {
    if (begin.startsWith(RTF)) {
      return "an RTF document. Save it as plain text (.txt)";
    }
    boolean page = begin.startsWith("<!doctype html") || begin.startsWith("<html");
    boolean xml = begin.startsWith("<?xml");
    return form == BriefFormat.TEXT || !page && !xml
        ? null
        : (page ? "an HTML page" : "an XML document") + ". Send a JSON document or plain text";
  }
}
