package dev.rivyaroutes.brief.mail.content.text;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the header of an earlier mail that Outlook and others write above it as text. */
final class HeaderBlock {
  private static final int LINES = 10;
  private static final Pattern LABEL =
      Pattern.compile("^[\\s*_>]{0,6}([^:：*]{1,20}?)\\s*\\*?\\s*[:：]\\*?.*");

  /** What a line of such a header holds. */
  private enum Kind {
    FROM,
    DATE,
    TO,
    SUBJECT
  }

  private static final Map<String, Kind> LABELS =
      byLabel(
          Map.of(
              Kind.FROM,
              Set.of(
                  "from",
                  "von",
                  "de",
                  "da",
                  "van",
                  "od",
                  "från",
                  "fra",
                  "lähettäjä",
                  "от",
                  "отправитель",
                  "差出人",
                  "送信者",
                  "发件人",
                  "寄件者",
                  "寄件人",
                  "보낸 사람",
                  "kimden",
                  "expéditeur",
                  "feladó",
                  "από",
                  "mittente",
                  "afzender",
                  "remitente"),
              Kind.DATE,
              Set.of(
                  "sent",
                  "date",
                  "gesendet",
                  "datum",
                  "envoyé",
                  "enviado",
                  "enviada",
                  "enviado el",
                  "enviada em",
                  "fecha",
                  "inviato",
                  "data",
                  "verzonden",
                  "wysłano",
                  "wysłane",
                  "skickat",
                  "sendt",
                  "dato",
                  "lähetetty",
                  "päivämäärä",
                  "päiväys",
                  "дата",
                  "отправлено",
                  "日付",
                  "送信日時",
                  "日時",
                  "发送时间",
                  "时间",
                  "日期",
                  "寄件日期",
                  "傳送時間",
                  "보낸 날짜",
                  "gönderildi",
                  "odesláno",
                  "elküldve",
                  "inviata"),
              Kind.TO,
              Set.of(
                  "to",
                  "an",
                  "à",
                  "para",
                  "a",
                  "aan",
                  "do",
                  "til",
                  "till",
                  "vastaanottaja",
                  "кому",
                  "宛先",
                  "收件人",
                  "收件者",
                  "받는 사람",
                  "kime",
                  "komu",
                  "címzett",
                  "cc",
                  "kopie",
                  "destinataire"),
              Kind.SUBJECT,
              Set.of(
                  "subject",
                  "betreff",
                  "objet",
                  "asunto",
                  "oggetto",
                  "onderwerp",
                  "assunto",
                  "temat",
                  "ämne",
                  "emne",
                  "aihe",
                  "тема",
                  "件名",
                  "主题",
                  "主題",
                  "主旨",
                  "제목",
                  "konu",
                  "předmět",
                  "tárgy")));

  private HeaderBlock() {}

  private static Map<String, Kind> byLabel(Map<Kind, Set<String>> labels) {
    Map<String, Kind> kinds = new HashMap<>();
    labels.forEach((kind, names) -> names.forEach(name -> kinds.put(name, kind)));
    return Map.copyOf(kinds);
  }

  /** How many lines the header has that begins at a line; 0 when none begins there. */
  static int length(List<Line> lines, int start) {
    if (kind(lines.get(start).text()) != Kind.FROM) {
      return 0;
    }
    Set<Kind> seen = EnumSet.of(Kind.FROM);
    int end = start + 1;
    for (int i = start + 1; i < Math.min(lines.size(), start + LINES); i++) {
      Kind kind = kind(lines.get(i).text());
      if (kind == Kind.FROM) {
        break;
      }
      if (kind != null) {
        seen.add(kind);
        end = i + 1;
      } else if (seen.contains(Kind.SUBJECT) && seen.size() > 2) {
        break;
      }
    }
    return seen.contains(Kind.SUBJECT) && seen.size() > 2 ? end - start : 0;
  }

  private static Kind kind(String line) {
    boolean labelled = line.indexOf(':') > 0 || line.indexOf('：') > 0;
    if (!labelled || line.length() > 2 * ReplyPatterns.LONGEST) {
      return null;
    }
    Matcher label = LABEL.matcher(line);
    if (!label.matches()) {
      return null;
    }
    return LABELS.get(label.group(1).strip().toLowerCase(Locale.ROOT));
  }
}
