package dev.rivyaroutes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cat.png|cat.png",
        "kätzchen 1.png|kätzchen 1.png",
        "../../etc/passwd|passwd",
        "C:\\evil\\a.png|C__evil_a.png",
        "https://evil.example/x.png|x.png",
        "data:image/png;base64,AA==|png;base64,AA==",
        "a:b*c?.png|a_b_c_.png",
        "..|file-1",
        ".hidden|hidden",
        "dir/|file-1",
        "Round-1_2.v3.png|Round-1_2.v3.png",
        "a..b.png|a.b.png",
        "a.|a",
        "CON.txt|_CON.txt",
        "lpt1|_lpt1",
      })
  void keepsAPlainLastPart(String sent, String plain) {
    assertThat(FileNames.last(sent, "file-1")).isEqualTo(plain);
  }

  @Test
  void takesControlCharactersAndHalvesOfPairsOut() {
    assertThat(FileNames.last("a\r\nb\u0000\ud800.png", "f")).isEqualTo("a__b__.png");
  }

  @Test
  void keepsTheEndingOfALongName() {
    assertThat(FileNames.last("x".repeat(500) + ".png", "f")).hasSize(200).endsWith(".png");
  }

  @Test
  void keepsTwoLongNamesDifferent() {
    String begin = "ä".repeat(200);

    assertThat(FileNames.clean(begin + "1.png")).isNotEqualTo(FileNames.clean(begin + "2.png"));
  }

  @Test
  void cutsANameBetweenCharactersToMakeRoomForASuffix() {
    assertThat(FileNames.fit("aä😀", ".txt", 10)).isEqualTo("aä.txt");
    assertThat(FileNames.fit("aä😀", ".txt", 11)).isEqualTo("aä😀.txt");
  }
}
