package dev.rivyaroutes.brief.mail.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts in the charsets of the world, declared well, badly or not at all. */
class MailCharsetsTest {
  private static final String RUSSIAN =
      "Рыжая лисица сидит на снегу у старого деревянного дома и смотрит на луну.";
  private static final String JAPANESE = "赤い狐が雪の中に座って、月を見ています。とても静かな夜です。";
  private static final String CHINESE = "一只红色的狐狸坐在雪地里，看着月亮。今天晚上非常安静。";
  private static final String KOREAN = "붉은 여우가 눈 속에 앉아 달을 보고 있습니다. 아주 조용한 밤입니다.";
  private static final String GERMAN = "Ein schöner Fuchs läuft über die grüne Wiese – für 5 €.";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UTF-8|utf-8|" + GERMAN,
        "windows-1252|windows-1252|" + GERMAN,
        "windows-1252|iso-8859-1|" + GERMAN,
        "ISO-8859-15|iso-8859-15|Ein Fuchs für 5 €",
        "ISO-8859-2|ISO-8859-2|Zażółć gęślą jaźń",
        "KOI8-R|koi8-r|" + RUSSIAN,
        "windows-1251|windows-1251|" + RUSSIAN,
        "windows-1254|iso-8859-9|Kırmızı tilki karda oturuyor",
        "ISO-2022-JP|iso-2022-jp|" + JAPANESE,
        "Shift_JIS|Shift_JIS|" + JAPANESE,
        "EUC-JP|euc-jp|" + JAPANESE,
        "GBK|gb2312|" + CHINESE,
        "GB18030|gb18030|" + CHINESE,
        "Big5|big5|一隻紅色的狐狸坐在雪地裡",
        "EUC-KR|ks_c_5601-1987|" + KOREAN,
        "TIS-620|tis-620|สุนัขจิ้งจอกสีแดง",
        "ISO-8859-7|iso-8859-7|Μια κόκκινη αλεπού",
        "ISO-8859-8|iso-8859-8-i|שועל אדום בשלג",
        "windows-1256|windows-1256|ثعلب أحمر في الثلج",
        "UTF-16LE|utf-16le|" + GERMAN,
        "UTF-16|utf-16|" + GERMAN,
        // Declared as another one, as none that exists, or not at all.
        "windows-1252|utf-8|" + GERMAN,
        "windows-1252|us-ascii|" + GERMAN,
        "UTF-8|us-ascii|" + GERMAN,
        "UTF-8|iso-8859-1|" + GERMAN,
        "UTF-8|windows-1252|" + RUSSIAN,
        "UTF-8|x-unknown|" + GERMAN,
        "UTF-8|_no such charset_|" + GERMAN,
        "UTF-8||" + JAPANESE,
        "windows-1252||" + GERMAN,
        "ISO-2022-JP||" + JAPANESE,
        "Shift_JIS||" + JAPANESE,
        "Shift_JIS|utf-8|" + JAPANESE,
        "windows-1251||" + RUSSIAN,
        "KOI8-R|x-unknown|" + RUSSIAN,
        "EUC-KR||" + KOREAN,
        "GB18030|us-ascii|" + CHINESE,
      })
  void readsTextOf(String charset, String declared, String text) throws Exception {
    String type = declared == null ? "" : "; charset=\"" + declared + "\"";
    byte[] raw =
        RawMail.bytes(
            "From: a@b.example\nContent-Type: text/plain"
                + type
                + "\nContent-Transfer-Encoding: base64\n\n"
                + RawMail.base64(text.getBytes(Charset.forName(charset))));

    assertThat(RawMail.facts(raw).text().text()).isEqualTo(text);
  }

  @Test
  void readsRaw8BitBodiesAndHeaders() throws Exception {
    byte[] latin = "Ein schöner Fuchs".getBytes(StandardCharsets.ISO_8859_1);
    MailFacts facts =
        RawMail.facts(
            RawMail.bytes("Subject: ", latin, "\nFrom: ", latin, " <a@b.example>\n\n", latin));

    assertThat(facts.subject()).isEqualTo("Ein schöner Fuchs");
    assertThat(facts.sender().name()).isEqualTo("Ein schöner Fuchs");
    assertThat(facts.text().text()).isEqualTo("Ein schöner Fuchs");
  }

  @Test
  void decodesUtf7() throws Exception {
    assertThat(
            RawMail.facts(
                    "Content-Type: text/plain; charset=utf-7\n\nF+APw-chse +- B+AOQ-r, 1+1, +!")
                .text()
                .text())
        .isEqualTo("Füchse + Bär, 1+1, +!");
  }

  @Test
  void takesTheCharsetOfHtmlWhereTheMailHasNone() throws Exception {
    byte[] html =
        ("<html><head><meta http-equiv=Content-Type content=\"text/html; charset=koi8-r\"></head><body>"
                + RUSSIAN)
            .getBytes(Charset.forName("KOI8-R"));

    assertThat(RawMail.facts(RawMail.bytes("Content-Type: text/html\n\n", html)).text().text())
        .isEqualTo(RUSSIAN);
  }

  @Test
  void keepsDamagedUtf8AsUtf8() throws Exception {
    byte[] text = (JAPANESE + "\n").getBytes(StandardCharsets.UTF_8);
    text[4] = 'x';

    assertThat(
            RawMail.facts(RawMail.bytes("Content-Type: text/plain; charset=utf-8\n\n", text))
                .text()
                .text())
        .endsWith("とても静かな夜です。");
  }

  @Test
  void keepsNoControlCharacters() throws Exception {
    MailFacts facts =
        RawMail.facts("Subject: a\0b\u0007c\nContent-Type: text/plain\n\na\0b\u001b[31m\fc\td\n");

    assertThat(facts.subject()).isEqualTo("a b c");
    assertThat(facts.text().text()).isEqualTo("ab[31mc\td");
  }
}
