package dev.rivyaroutes.brief.mail.content.text;

import java.util.List;
import java.util.regex.Pattern;

/** The lines that mail programs write above quotations, in the languages of their users. */
final class ReplyPatterns {
  private static final int CASE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

  /** The longest line above a quotation, and over how many lines it may be broken. */
  static final int LONGEST = 400;

  static final int ATTRIBUTION_LINES = 4;

  /** What stands between the date or the name and the colon, by language. */
  private static final Pattern VERB =
      Pattern.compile(
          "\\bwrote\\b|\\bschrieb\\b|\\bgeschrieben\\b|\\ba écrit\\b|\\bescribió\\b|\\bha scritto\\b|"
              + "\\bschreef\\b|\\bescreveu\\b|\\bpisze\\b|\\bnapisał|\\bskrev\\b|\\bkirjoitti\\b|"
              + "\\bнаписал|\\bпишет\\b|\\bпише\\b|\\bnapsal|\\bnapísal|\\bírta\\b|\\bscris\\b|"
              + "\\byazdı\\b|έγραψε|のメール|書きました|写道|寫道|작성|wrote\\s*$",
          CASE | Pattern.UNICODE_CHARACTER_CLASS);

  /** A date with the address of the sender, as Gmail writes it in Japanese. */
  private static final Pattern DATED_NAME = Pattern.compile("^\\d{4}年\\d{1,2}月\\d{1,2}日.{1,200}$");

  private static final Pattern DATE_OR_ADDRESS =
      Pattern.compile("\\d{1,2}[:.h時点]\\d{2}|\\b(?:19|20)\\d{2}\\b|\\d{4}年|[^\\s@]@[^\\s@]");

  private static final String ORIGINAL =
      "original message|original appointment|ursprüngliche nachricht|originalnachricht|"
          + "message d'origine|message original|mensaje original|messaggio originale|"
          + "oorspronkelijk bericht|mensagem original|oryginalna wiadomość|wiadomość oryginalna|"
          + "ursprungligt meddelande|originalmeddelande|oprindelig meddelelse|original meddelelse|"
          + "opprinnelig melding|alkuperäinen viesti|исходное сообщение|původní zpráva|"
          + "元のメッセージ|原始邮件|原始郵件|邮件原件|원본 메시지";

  private static final String FORWARDED =
      "forwarded message|weitergeleitete nachricht|message transféré|message transmis|"
          + "mensaje reenviado|messaggio inoltrato|doorgestuurd bericht|mensagem encaminhada|"
          + "wiadomość przekazana|przekazana wiadomość|vidarebefordrat meddelande|"
          + "videresendt meddelelse|videresendt melding|välitetty viesti|edelleenlähetetty viesti|"
          + "пересылаемое сообщение|přeposlaná zpráva|転送されたメッセージ|転送メッセージ|转发的邮件|"
          + "转发邮件|轉寄郵件|전달된 메시지";

  private static final Pattern ORIGINAL_LINE = framed(ORIGINAL);
  private static final Pattern FORWARDED_LINE = framed(FORWARDED);

  /** Apple Mail writes a sentence instead of a framed title. */
  private static final Pattern APPLE_FORWARD =
      Pattern.compile(
          "^(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|"
              + "début du message (?:réexpédié|transféré)|inicio del mensaje reenviado|"
              + "inizio messaggio inoltrato|begin doorgestuurd bericht|início da mensagem reencaminhada|"
              + "início da mensagem encaminhada|początek przekazywanej wiadomości|"
              + "vidarebefordrat brev|start på videresendt besked|videresendt melding|"
              + "välitetty viesti alkaa|転送されたメッセージ|以下是转发的邮件|開始轉寄郵件|開始轉寄訊息)"
              + "\\s*[:：]$",
          CASE);

  /** Devices, apps and services that sign for people. */
  private static final List<Pattern> MOBILE =
      List.of(
          starts(
              "sent from|sent via|sent with|get outlook for|von meinem|gesendet (?:von|mit|über)|"
                  + "diese nachricht wurde von meinem|outlook für (?:ios|android)|"
                  + "envoyé (?:de|depuis|à partir)|obtenez outlook|télécharger outlook|"
                  + "enviado (?:desde|do|de|a partir)|enviada do|obtener outlook|obter o outlook|baixe o outlook|"
                  + "inviato da|ottieni outlook|scarica outlook|verzonden (?:vanaf|vanuit|met|via)|"
                  + "verstuurd (?:vanaf|met)|outlook voor|download outlook|"
                  + "wysłan[eo] z|pobierz (?:program )?outlook|skickat från|skickades från|hämta outlook|"
                  + "sendt fra|hent outlook|få outlook|skaff deg outlook|lähetetty|hanki outlook|"
                  + "отправлено с|odesláno z|iphoneから送信|androidから送信|ipadから送信|outlook for ios を入手|"
                  + "从我的|发自我的|發自我的|通过我的|從我的|获取 ?outlook|取得 ?outlook|나의 (?:iphone|ipad)에서"),
          Pattern.compile(
              "^(?:my iphone|yahoo mail|outlook for (?:ios|android))\\b.{0,60}$", CASE));

  private ReplyPatterns() {}

  private static Pattern framed(String titles) {
    return Pattern.compile("^\\s*[-_=]{2,}\\s*(?:" + titles + ")\\s*[-_=:]{1,}\\s*$", CASE);
  }

  private static Pattern starts(String texts) {
    return Pattern.compile("^\\W{0,3}(?:" + texts + ").{0,120}$", CASE);
  }

  /** Whether a line, perhaps joined of several, says who wrote what is quoted below. */
  static boolean isAttribution(String line) {
    String text = line.strip();
    return text.length() <= LONGEST
        && endsWithColon(text)
        && DATE_OR_ADDRESS.matcher(text).find()
        && (VERB.matcher(text).find() || DATED_NAME.matcher(text).matches());
  }

  static boolean endsWithColon(String line) {
    String text = line.strip();
    return text.endsWith(":") || text.endsWith("：");
  }

  static boolean isOriginalMessage(String line) {
    return line.length() <= LONGEST && ORIGINAL_LINE.matcher(line).matches();
  }

  static boolean isForwarded(String line) {
    return line.length() <= LONGEST
        && (FORWARDED_LINE.matcher(line).matches()
            || APPLE_FORWARD.matcher(line.strip()).matches());
  }

  static boolean isMobileSignature(String line) {
    String text = line.strip();
    return text.length() <= LONGEST && MOBILE.stream().anyMatch(one -> one.matcher(text).matches());
  }
}
