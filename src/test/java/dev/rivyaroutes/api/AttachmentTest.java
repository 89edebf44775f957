package dev.rivyaroutes.api;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.ContentDisposition;

class AttachmentTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0.png | attachment; filename=\"0.png\"",
        "a b's (1).png | attachment; filename=\"a b's (1).png\"",
        "Stühle.png | attachment; filename=\"Stuhle.png\"; filename*=UTF-8''St%C3%BChle.png",
        "Straße.png | attachment; filename=\"Strasse.png\"; filename*=UTF-8''Stra%C3%9Fe.png",
        "猫🦊.mp4 | attachment; filename=\"__.mp4\"; filename*=UTF-8''%E7%8C%AB%F0%9F%A6%8A.mp4",
        "say \"hi\".png | attachment; filename=\"say _hi_.png\"; filename*=UTF-8''say%20%22hi%22.png",
        "50%;x.png | attachment; filename=\"50__x.png\"; filename*=UTF-8''50%25%3Bx.png",
        "../../etc/passwd | attachment; filename=\"_.._etc_passwd\"",
        "`a\r\nX-Evil: 1.png` | attachment; filename=\"a__X-Evil: 1.png\"",
        "`...` | attachment; filename=\"file\"",
        "`\u202Egnp.exe` | attachment; filename=\"_gnp.exe\"",
      })
  void namesFilesAsEveryClientCanSaveThem(String name, String header) {
    assertThat(Attachment.disposition(name)).isEqualTo(header);
  }

  @Property(tries = 300)
  void isAlwaysOneLineOfAsciiThatParsersRead(@ForAll String name) {
    String header = Attachment.disposition(name);

    assertThat(header.chars()).allMatch(c -> c >= ' ' && c < 127);
    assertThat(ContentDisposition.parse(header).getFilename()).isNotBlank().doesNotContain("/");
  }
}
