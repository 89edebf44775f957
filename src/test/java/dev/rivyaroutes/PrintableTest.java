package dev.rivyaroutes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

  @ParameterizedTest
  @CsvSource({
    "000a, \\n",
    "000d, \\r",
    "0000, \\u0000",
    "0008, \\u0008",
    "001b, \\u001b",
    "007f, \\u007f",
    "0085, \\u0085",
    "009b, \\u009b",
    "2028, \\u2028",
    "2029, \\u2029",
    "200e, \\u200e",
    "200f, \\u200f",
    "061c, \\u061c",
    "202a, \\u202a",
    "202e, \\u202e",
    "2066, \\u2066",
    "2069, \\u2069",
    "feff, \\ufeff",
    "200b, \\u200b",
    "00ad, \\u00ad",
    "fff9, \\ufff9",
    "d800, \\ud800",
    "dfff, \\udfff",
    "e0041, \\U000e0041",
  })
  void escapesWhatBreaksALineOrHidesInIt(String code, String shown) {
    String character = Character.toString(Integer.parseInt(code, 16));

    assertThat(Printable.line("a" + character + "b")).isEqualTo("a" + shown + "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a\tb", "Müller – 50% & “more”", "日本", "👩‍🎨", "می‌خواهم", "a\\nb", "שלום"})
  void leavesTextOfAllLanguagesAsItIs(String text) {
    assertThat(Printable.line(text)).isSameAs(text);
  }

  @Test
  void keepsOnlyTheLineBreaksOfOurOwnLists() {
    assertThat(Printable.lines("a\n  b\r\u2028")).isEqualTo("a\n  b\\r\\u2028");
    assertThat(Printable.line(null)).isNull();
  }
}
