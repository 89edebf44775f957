package dev.rivyaroutes.delivery.mail;

import dev.rivyaroutes.HiddenSecrets;
import dev.rivyaroutes.ledger.job.Cause;
import dev.rivyaroutes.ledger.job.Trouble;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Says why a request failed and what its asker can do. Askers know nothing of accounts, keys and
 * configuration, so trouble of the installation is only said not to be theirs.
 */
public final class ExplainFailure {

  /**
   * @param reason what happened, in sentences
   * @param remedy what to do, in sentences
   */
  public record Explained(String reason, String remedy) {}

  private static final String REPHRASE = "Rephrase it, or use another picture, and send it again.";
  private static final String AGAIN =
      "Send it again. If it fails again, change the text or the pictures.";
  private static final String SMALLER =
      "Send it again. If it takes too long again, ask for something shorter or smaller.";

  private static final Explained INTERNAL =
      new Explained(
          "The service that processes your request has a problem. Nothing is wrong with your request.",
          "You do not need to change anything. Ask the people who run this service; the number of the"
              + " job below tells them what happened.");

  private static final Explained MODERATED =
      new Explained(
          "The request was refused by the content rules of the service that creates the media.",
          REPHRASE);

  private static final Explained TIMED_OUT =
      new Explained("The request took too long and was ended.", SMALLER);

  /** Codes that say more than their class. */
  private static final Map<String, Explained> CODES =
      Map.of(
          "media_gone",
              new Explained(
                  "The files of your request are no longer stored, so it was not processed. Nothing was"
                      + " charged.",
                  "Send it again with its files."),
          "data",
              new Explained(
                  "Your request has a text or a name that is too long or has characters that cannot be"
                      + " stored. Nothing was charged.",
                  "Shorten it, and send it again as plain text."),
          "chat_attachment_not_supported",
              new Explained(
                  "The model cannot read an attachment of your message.",
                  "Send the content as text, or as a PNG or JPEG picture."));

  private static final Pattern MODERATION =
      Pattern.compile(
          "(?i)moderat|safety|polic(?:y|ies)|content.?filter|nsfw|prohibited|inappropriate");
  private static final Pattern TIMEOUT =
      Pattern.compile("(?i)time[d_ -]*out|deadline|took too long|expired");

  private static final Pattern URL = Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]*://)\\S+");
  private static final Pattern HOST =
      Pattern.compile("(?i)^[a-z][a-z0-9+.-]*://(?:[^/?#\\s]*@)?([a-z0-9.-]+).*", Pattern.DOTALL);
  private static final Pattern KEY = Pattern.compile("(?:rvya_sk|whsec)_[A-Za-z0-9+/=_-]*");

  /** Sentences for operators, which an asker cannot follow. */
  private static final Pattern FOR_OPERATORS =
      Pattern.compile("(?i)[^.!?]*\\b(?:rivya\\.[a-z]|replay|job|flow|ledger)\\b[^.!?]*[.!?]+");

  private static final String SAID = "Rivya says: ";
  private static final String FAILED = "The generation failed at Rivya: ";

  private ExplainFailure() {}

  public static Explained of(Cause cause) {
    Trouble trouble = cause == null ? Trouble.UNKNOWN : cause.trouble();
    return switch (trouble) {
      case BRIEF -> CODES.getOrDefault(code(cause), refused(cause));
      case PERMANENT -> CODES.getOrDefault(code(cause), permanent(cause));
      case ORDER ->
          new Explained(
              "A person who runs this service cancelled the request.",
              "Ask them for the reason, or send the request again.");
      case TRANSIENT, AUTH, CREDIT, BUDGET, MODEL, UNKNOWN -> INTERNAL;
    };
  }

  private static Explained refused(Cause cause) {
    String why = forAsker(cause.text());
    return new Explained(
        "The request could not be used" + (why.isEmpty() ? "." : ": " + why),
        "Correct it and send it again. Nothing was charged.");
  }

  private static Explained permanent(Cause cause) {
    String code = code(cause);
    String text = cause.text() == null ? "" : cause.text();
    if (MODERATION.matcher(code + " " + text).find()) {
      return MODERATED;
    }
    if (TIMEOUT.matcher(code + " " + text).find()) {
      return TIMED_OUT;
    }
    if (code.equals("validation_failed") || text.startsWith(FAILED)) {
      String said = forAsker(said(text));
      return new Explained(
          "The service could not create what you asked for" + (said.isEmpty() ? "." : ": " + said),
          AGAIN);
    }
    return INTERNAL;
  }

  private static String said(String text) {
    int said = text.indexOf(SAID);
    if (said >= 0) {
      return text.substring(said + SAID.length());
    }
    return text.startsWith(FAILED) ? text.substring(FAILED.length()) : "";
  }

  private static String code(Cause cause) {
    return cause.code() == null ? "" : cause.code().toLowerCase(Locale.ROOT);
  }

  /** The text without secrets, addresses, and sentences that are for operators. */
  static String forAsker(String text) {
    String hidden = HiddenSecrets.hide(text == null ? "" : text);
    hidden = KEY.matcher(hidden).replaceAll("…");
    hidden = URL.matcher(hidden).replaceAll(url -> HOST.matcher(url.group()).replaceFirst("$1"));
    hidden = FOR_OPERATORS.matcher(hidden).replaceAll("");
    return MailText.line(hidden, 600);
  }
}
