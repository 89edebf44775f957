package dev.rivyaroutes.rivya.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.ledger.models.Catalogue;
import dev.rivyaroutes.ledger.models.Catalogue.Paused;
import dev.rivyaroutes.ledger.models.Catalogues;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CompareModelsTest {

  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
  private static final Instant BEFORE = NOW.minusSeconds(3600);

  private final ObjectMapper json = new ObjectMapper();
  private final CompareModels compare = new CompareModels(NOW);

  /** Models by id and status, such as {@code paint=available}. */
  private static String list(String... models) {
    return Stream.of(models)
        .map(model -> model.split("="))
        .map(model -> "{\"id\":\"%s\",\"api_status\":\"%s\"}".formatted(model[0], model[1]))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private JsonNode answer(String... models) throws Exception {
    return json.readTree("{\"object\":\"list\",\"data\":" + list(models) + "}");
  }

  private static Catalogue known(String models, Paused... paused) {
    return new Catalogue(
        "https://r.test",
        models,
        1,
        null,
        1,
        new Catalogue.Reads(null, NOW, null),
        List.of(paused));
  }

  private static Paused paused(String model, String status) {
    return new Paused(model, status, list(model + "=available").replaceAll("[\\[\\]]", ""), BEFORE);
  }

  @Test
  void keepsTheFirstListAndPausesNothingByIt() throws Exception {
    Catalogues.Changes changes = compare.of(known(null), answer("a=available", "b=coming_soon"));

    assertThat(changes.models()).isEqualTo(list("a=available", "b=coming_soon"));
    assertThat(changes.paused()).isEmpty();
    assertThat(changes.resumed()).isEmpty();
  }

  @Test
  void writesNothingAnewThatIsTheSameInAnotherOrder() throws Exception {
    Catalogues.Changes changes =
        compare.of(known(list("a=available", "b=available")), answer("b=available", "a=available"));

    assertThat(changes.models()).isNull();
  }

  @Test
  void pausesWhatWasAvailableAndIsNoLonger() throws Exception {
    Catalogues.Changes changes =
        compare.of(
            known(list("a=available", "b=available", "c=studio_only", "d=available")),
            answer("b=coming_soon", "d=available"));

    assertThat(changes.paused())
        .containsExactly(
            new Paused("a", "gone", "{\"id\":\"a\",\"api_status\":\"available\"}", NOW),
            new Paused("b", "coming_soon", "{\"id\":\"b\",\"api_status\":\"available\"}", NOW));
    assertThat(changes.resumed()).isEmpty();
  }

  @Test
  void resumesWhatIsAvailableAgainAndReportsANewReason() throws Exception {
    Catalogues.Changes changes =
        compare.of(
            known(
                list("x=available"), paused("a", "gone"), paused("b", "gone"), paused("c", "gone")),
            answer("x=available", "a=available", "b=studio_only"));

    assertThat(changes.resumed()).containsExactly("a");
    assertThat(changes.paused())
        .containsExactly(new Paused("b", "studio_only", paused("b", "gone").item(), BEFORE));
  }

  @Test
  void takesNoAnswerWithoutModels() {
    assertThatThrownBy(() -> compare.of(known(list("a=available")), answer()))
        .hasMessageContaining("empty");
    assertThatThrownBy(() -> compare.of(known(null), json.readTree("{\"data\":[{}]}")))
        .hasMessageContaining("empty");
  }
}
