package dev.rivyaroutes.written;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the secrets of the tests in a text: as they are, in base64 at any offset, and encoded for
 * an address. The first letters of an API key may be seen. It never tells what it found, only
 * where.
 */
final class FindSecrets {

  /** The secrets of tests that do not look like one: a part that stands in nothing else. */
  private static final List<String> PARTS =
      List.of(
          "hush-hush",
          "hunter2",
          "open sesame",
          "token-of-the-",
          "not-the-secret",
          "the secret of trusting",
          "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
          "plJ3nmyCDGBKInavdOK15jsl",
          "C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
          "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");

  /** The lines that are told of each kind. */
  private static final int MOST = 3;

  private final Map<String, Pattern> kinds = new LinkedHashMap<>();

  FindSecrets() {
    kinds.put("an API key", Pattern.compile("rvya_sk_[A-Za-z0-9_-]{5,}|" + inBase64("rvya_sk_")));
    kinds.put(
        "a webhook secret",
        Pattern.compile("whsec_(?:[A-Za-z0-9+/=_-]|%[0-9A-Fa-f]{2}){12,}|" + inBase64("whsec_")));
    List<String> parts = new ArrayList<>();
    for (String part : PARTS) {
      parts.add(Pattern.quote(part));
      parts.add(Pattern.quote(URLEncoder.encode(part, ISO_8859_1)));
      parts.add(inBase64(part));
    }
    kinds.put("a token, a password or a key", Pattern.compile(String.join("|", parts)));
  }

  /** The kinds of secrets in the text, each with its line. */
  List<String> in(String text) {
    TreeSet<String> found = new TreeSet<>();
    kinds.forEach(
        (kind, pattern) -> {
          Matcher matcher = pattern.matcher(text);
          for (int n = 0; n < MOST && matcher.find(); n++) {
            long line =
                text.substring(0, matcher.start()).chars().filter(c -> c == '\n').count() + 1;
            found.add("line " + line + " tells " + kind);
          }
        });
    return List.copyOf(found);
  }

  /** The letters that the text makes in base64, whatever stands before and behind it. */
  private static String inBase64(String text) {
    List<String> all = new ArrayList<>();
    for (int before = 0; before < 3; before++) {
      byte[] bytes = (" ".repeat(before) + text).getBytes(ISO_8859_1);
      String encoded = Base64.getEncoder().withoutPadding().encodeToString(bytes);
      int sure = bytes.length * 8 / 6;
      all.add(Pattern.quote(encoded.substring((before * 8 + 5) / 6, sure)));
    }
    return String.join("|", all);
  }
}
