package dev.rivyaroutes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.testing.Results;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultNamesTest {

  private static final ResultFile PNG = Results.png(2, "x");

  @Test
  void namesAfterTheSourceByDefault() {
    assertThat(name(null, "in/2026/cat.photo.txt")).isEqualTo("cat.photo-2.png");
    assertThat(name("  ", "cat")).isEqualTo("cat-2.png");
  }

  @Test
  void fillsEveryPlaceholder() {
    assertThat(name("{path}/{flow}/{sink}/{model}_{source}_{n}_{job}.{ext}", "in/2026/cat.txt"))
        .isEqualTo("in/2026/listing-photos/bucket/nano-banana-2_cat_2_" + Results.JOB + ".png");
  }

  @Test
  void leavesAnEmptyPathOut() {
    assertThat(name("{path}/{source}.{ext}", "cat.txt")).isEqualTo("cat.png");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "../../etc/passwd -> etc/passwd-2.png",
        "..\\..\\boot.ini -> _._boot-2.png",
        "/absolute/cat.txt -> absolute/cat-2.png",
        "in/../../cat..txt -> in/cat-2.png",
        "in/./.ssh/.profile -> in/ssh/profile-2.png",
        "what? \"50%\" <a:b|c*>.txt -> what_ _50%_ _a_b_c__-2.png",
        "a/NUL/con.txt -> a/_NUL/_con-2.png",
        "日本/größe 🐈.jpg -> 日本/größe 🐈-2.png",
      })
  void makesEveryNameSafe(String source, String expected) {
    assertThat(name("{path}/{source}-{n}.{ext}", source)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "a\nb", "a\u007fb", "a\u202eb", "a\u2028b", "a\ud800b"})
  void replacesCharactersThatHideOrBreakNames(String source) {
    assertThat(name(null, source)).isEqualTo("a_b-2.png");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "...", "in/..", "/", "", " . "})
  void namesAfterTheJobWhenTheSourceHasNoName(String source) {
    assertThat(name(null, source)).isEqualTo(Results.JOB + "-2.png");
  }

  @Test
  void namesAfterTheJobWhenThereIsNoSourceName() {
    assertThat(name(null, null)).isEqualTo(Results.JOB + "-2.png");
  }

  @Test
  void keepsTheExtensionOfALongName() {
    String name = name(null, "猫".repeat(300) + ".txt");

    assertThat(name).startsWith("猫猫").endsWith(".png");
    assertThat(name.getBytes(StandardCharsets.UTF_8).length).isBetween(190, 200);
  }

  @Test
  void keepsLongNamesApart() {
    String longName = "x".repeat(300);
    Result result = Results.succeeded(longName, PNG);
    ResultNames names = ResultNames.of(null);

    assertThat(names.name(result, Results.png(1, "a")))
        .isNotEqualTo(names.name(result, Results.png(2, "a")));
    assertThat(name(null, longName + "1")).isNotEqualTo(name(null, longName + "2"));
    assertThat(ResultNames.withJob(name(null, longName), Results.JOB))
        .hasSizeLessThanOrEqualTo(200);
  }

  @Test
  void boundsTheDepthOfFolders() {
    String name = name("{path}/{source}.{ext}", "deep/".repeat(1000) + "cat.txt");

    assertThat(name).startsWith("deep/deep/").endsWith("/cat.png").hasSizeLessThan(820);
  }

  @Test
  void neverGivesTwoFilesOfAJobOneName() {
    Result two = Results.succeeded("cat.txt", Results.png(1, "a"), Results.png(2, "b"));
    ResultNames names = ResultNames.of("{source}.{ext}");

    assertThat(two.files().stream().map(file -> names.name(two, file)))
        .containsExactly("cat-1.png", "cat-2.png");
  }

  @Test
  void doesNotFillPlaceholdersThatComeFromData() {
    assertThat(name("{source}.{ext}", "{job}$1")).isEqualTo("{job}$1.png");
  }

  @Test
  void namesTheErrorDocumentWhereTheFilesWouldBe() {
    Result failed = Results.failed("in/cat.txt");

    assertThat(ResultNames.of("{path}/{flow}/{source}-{n}.{ext}").errorName(failed))
        .isEqualTo("in/listing-photos/cat.error.json");
  }

  @Test
  void putsTheJobBeforeTheExtension() {
    assertThat(ResultNames.withJob("out.d/cat-1.png", Results.JOB))
        .isEqualTo("out.d/cat-1-5S6T7V8W.png");
    assertThat(ResultNames.withJob("cat.error.json", Results.JOB))
        .isEqualTo("cat-5S6T7V8W.error.json");
    assertThat(ResultNames.withJob("out.d/cat", Results.JOB)).isEqualTo("out.d/cat-5S6T7V8W");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{name}.{ext}", "{}", "{source", "source}", "../{source}", "a\\{n}", "a/"})
  void refusesATemplateThatCannotNameFiles(String template) {
    assertThatThrownBy(() -> ResultNames.of(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"" + template + "\"")
        .hasMessageContaining("{source}, {path}, {n}, {ext}, {job}, {flow}, {model}, {sink}");
  }

  private static String name(String template, String sourceName) {
    return ResultNames.of(template).name(Results.succeeded(sourceName, PNG), PNG);
  }
}
