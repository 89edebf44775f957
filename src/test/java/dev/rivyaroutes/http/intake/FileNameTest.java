package dev.rivyaroutes.http.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cat.png|cat.png",
        "kätzchen 1.png|kätzchen 1.png",
        "../../etc/passwd|passwd",
        "C:\\evil\\a.png|a.png",
        "https://evil.example/x.png|x.png",
        "data:image/png;base64,AA==|png;base64,AA==",
        "a:b*c?.png|a_b_c_.png",
        "..|file-1",
        ".hidden|hidden",
        "dir/|file-1",
      })
  void keepsAPlainLastPart(String sent, String plain) {
    assertThat(FileName.plain(sent, "file-1")).isEqualTo(plain);
  }

  @Test
  void takesControlCharactersAndHalvesOfPairsOut() {
    assertThat(FileName.plain("a\r\nb\u0000\ud800.png", "f")).isEqualTo("a__b__.png");
  }

  @Test
  void keepsTheEndingOfALongName() {
    assertThat(FileName.plain("x".repeat(500) + ".png", "f")).hasSize(150).endsWith("x.png");
  }
}
