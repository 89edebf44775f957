package dev.rivyaroutes.rivya.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.ledger.accept.JobInput;
import dev.rivyaroutes.ledger.accept.NewJob;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.models.Catalogue;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelCatalogueTest {

  private static final String MODEL =
      """
      [
        {"id": "paint", "category": "image", "base_credits": 3, "max_prompt_length": 20,
         "api_status": "available", "supported_api_inputs": ["text", "file"], "file_kinds": ["image"],
         "reference_media": %s,
         "params": [{"key": "size", "type": "select", "options": ["1:1", "4:3"]}]},
        {"id": "talk", "category": "chat", "api_status": "available"},
        {"id": "soon", "category": "image", "api_status": "coming_soon"},
        {"id": "text-only", "category": "image", "supported_api_inputs": ["text"], "reference_media": null}
      ]
      """;
  private static final String OLD =
      """
      {"id": "old", "category": "image", "base_credits": 4, "max_prompt_length": 5,
       "api_status": "available", "supported_api_inputs": ["text"]}
      """;
  private static final String LIMITS =
      "{\"max_files\": 2, \"kinds\": [{\"kind\": \"image\", \"max_bytes\": 1000}]}";

  private static final Instant SINCE = Instant.parse("2026-11-23T10:00:00.123Z");

  private final ModelCatalogue catalogue = new ModelCatalogue();

  private void list(String referenceMedia, Catalogue.Paused... paused) {
    catalogue.update("main", catalogue(MODEL.formatted(referenceMedia), paused));
  }

  private static Catalogue catalogue(String models, Catalogue.Paused... paused) {
    return new Catalogue(
        "https://r.test",
        models,
        1,
        SINCE,
        1,
        new Catalogue.Reads(SINCE, SINCE, null),
        List.of(paused));
  }

  private static NewJob job(String model, String prompt, JobFile... files) {
    return job(model, prompt, "{}", files);
  }

  private static NewJob job(String model, String prompt, String params, JobFile... files) {
    return new NewJob(
        "f", "s", "n", "main", model, new JobInput(prompt, params, null, List.of(files)), null);
  }

  private static JobFile image(int n, long size) {
    return new JobFile(n, "cup-" + n + ".png", "image/png", "image", size, "0".repeat(64), null);
  }

  @Test
  void acceptsWhatTheModelAcceptsAndReturnsItsPrice() throws Exception {
    list(LIMITS);
    assertThat(catalogue.check(job("paint", "A cup", image(1, 1000), image(2, 1)))).isEqualTo("3");
  }

  @Test
  void returnsWhatAModelCostsOnceItIsListed() throws Exception {
    assertThat(catalogue.of("main", "paint")).isNull();
    list(LIMITS);
    assertThat(catalogue.of("main", "paint")).isEqualByComparingTo("3");
    assertThat(catalogue.of("main", "talk")).as("not listed").isNull();
    assertThat(catalogue.of("main", "pain")).as("refused before any call").isZero();
    list(LIMITS, new Catalogue.Paused("old", "gone", OLD, SINCE));
    assertThat(catalogue.of("main", "old")).as("gone").isEqualByComparingTo("4");
  }

  @Test
  void refusesMoreReferencesThanTheModelTakes() throws Exception {
    list(LIMITS);
    assertThatThrownBy(
            () -> catalogue.check(job("paint", "A", image(1, 1), image(2, 1), image(3, 1))))
        .isInstanceOf(BriefRefused.class)
        .hasMessage(
            "The brief has 3 reference files; model paint takes at most 2. Leave some out, or choose"
                + " another model.");
  }

  @Test
  void refusesAReferenceThatIsTooLargeForTheModel() throws Exception {
    list(LIMITS);
    assertThatThrownBy(() -> catalogue.check(job("paint", "A", image(1, 1001))))
        .isInstanceOf(BriefRefused.class)
        .hasMessageContaining("cup-1.png has 1001 bytes")
        .hasMessageContaining("up to 1000 bytes. Make it smaller.");
    assertThatThrownBy(() -> catalogue.checkReference("main", "paint", image(1, 1001)))
        .isInstanceOf(BriefRefused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "[]",
        "{\"maximum\": 1}",
        "{\"max_files\": \"many\", \"kinds\": [{\"kind\": 1, \"max_bytes\": \"small\"}]}",
        "{\"max_files\": null, \"kinds\": {\"image\": 1}}"
      })
  void checksNoLimitThatItCannotRead(String referenceMedia) throws Exception {
    list(referenceMedia);
    assertThatCode(
            () -> catalogue.check(job("paint", "A", image(1, 1 << 30), image(2, 1), image(3, 1))))
        .doesNotThrowAnyException();
  }

  @Test
  void leavesAReferenceThatIsNotFetchedYetForLater() throws Exception {
    list(LIMITS);
    JobFile remote = new JobFile(1, "cup.png", null, null, -1, null, "https://x.test/cup.png");
    assertThatCode(() -> catalogue.check(job("paint", "A", remote))).doesNotThrowAnyException();
  }

  @Test
  void refusesWhatTheModelCannotDo() throws Exception {
    list(LIMITS);
    JobFile sound = new JobFile(1, "a.wav", "audio/wav", "audio", 9, "0".repeat(64), null);
    assertRefused(job("paint", "A", sound), "a.wav is of kind audio; model paint takes image");
    assertRefused(job("text-only", "A", image(1, 1)), "text-only takes no reference files");
    assertRefused(job("paint", "A".repeat(21)), "21 characters; model paint takes at most 20");
    assertRefused(job("pain", "A"), "no model \"pain\"; did you mean");
    assertRefused(job("talk", "A"), "chat model");
    assertRefused(job("soon", "A"), "coming_soon");
  }

  private void assertRefused(NewJob job, String words) {
    assertThatThrownBy(() -> catalogue.check(job))
        .isInstanceOf(BriefRefused.class)
        .hasMessageContaining(words);
  }

  @Test
  void acceptsEverythingWhileNothingIsListed() throws Exception {
    assertThat(catalogue.check(job("whatever", "A", image(1, 1 << 30)))).isNull();
    catalogue.update("main", catalogue(null));
    assertThat(catalogue.check(job("whatever", "A"))).isNull();
  }

  @Test
  void checksTheParametersAgainstTheModel() {
    list(LIMITS);
    assertThatCode(() -> catalogue.check(job("paint", "A", "{\"size\": \"4:3\"}")))
        .doesNotThrowAnyException();
    assertRefused(job("paint", "A", "{\"size\": \"3:4\"}"), "size of model paint is \"3:4\"");
    assertRefused(job("paint", "A", "{\"sise\": \"4:3\"}"), "did you mean size?");
  }

  @Test
  void refusesATypeOfFileThatTheModelDoesNotTake() {
    list("{\"kinds\": [{\"kind\": \"image\", \"mime_types\": [\"image/png\", \"image/x-gif\"]}]}");
    JobFile jpeg = new JobFile(1, "a.jpg", "image/jpeg", "image", 9, "0".repeat(64), null);
    JobFile gif = new JobFile(2, "a.gif", "image/gif", "image", 9, "0".repeat(64), null);
    assertThatCode(() -> catalogue.check(job("paint", "A", image(1, 5), gif)))
        .doesNotThrowAnyException();
    assertRefused(
        job("paint", "A", jpeg),
        "a.jpg is image/jpeg by its first bytes; model paint takes image/png");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/heic",
        "image/svg+xml",
        "image/tiff",
        "image/bmp",
        "image/avif",
        "image/jxl",
        "image/vnd.adobe.photoshop",
        "image/vnd.microsoft.icon",
        "image/x-canon-cr2",
        "image/gif"
      })
  void refusesTypesThatTheFilesApiDoesNotNameWhereTheModelHasNone(String type) {
    list("{}");
    JobFile photo = new JobFile(1, "IMG_1.jpg", type, "image", 9, "0".repeat(64), null);

    assertRefused(
        job("paint", "A", photo),
        "IMG_1.jpg is "
            + type
            + " by its first bytes; model paint takes image/jpeg, image/png, image/webp. Convert it");
  }

  @Test
  void letsBriefsPassWhoseModelIsNotAvailableAnyMore() throws Exception {
    list(LIMITS, new Catalogue.Paused("old", "gone", OLD, SINCE));

    assertThat(catalogue.check(job("old", "A"))).isEqualTo("4");
    assertRefused(job("old", "A".repeat(6)), "model old takes at most 5");
    assertThat(catalogue.category("main", "old")).contains("image");
    ModelPause pause = catalogue.pause("main", "old").orElseThrow();
    assertThat(pause.text())
        .isEqualTo(
            "Model old has not been available at Rivya since 2026-11-23T10:00:00Z (it is gone from the"
                + " list of models). Available models of its category that take its inputs: paint,"
                + " text-only.");
    assertThat(catalogue.pause("main", "paint")).isEmpty();
    assertThat(catalogue.items("main")).hasSize(5);
  }

  @Test
  void namesTheStatusOfAModelThatIsStillListed() {
    Catalogue.Paused paused =
        new Catalogue.Paused("soon", "coming_soon", OLD.replace("old", "soon"), SINCE);
    list(LIMITS, paused);

    assertThatCode(() -> catalogue.check(job("soon", "A"))).doesNotThrowAnyException();
    assertThat(catalogue.pause("main", "soon").orElseThrow().text())
        .contains("(it is coming_soon)");
    assertThat(catalogue.items("main")).hasSize(4);
  }
}
