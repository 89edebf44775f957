package dev.rivyaroutes.rivya.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivyaroutes.brief.form.BriefRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelParamsTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String TOLD =
      """
      [{"key": "duration", "type": "select", "options": ["5", "10"], "default": "5"},
       {"name": "resolution", "type": "select", "options": [{"value": "720p"}, {"value": "1080p"}]},
       {"key": "speed", "type": "number", "min": 0.7, "max": 1.2, "step": 0.1},
       {"key": "seed", "type": "number", "range": {"min": 10000}},
       {"key": "negative_prompt", "type": "text"},
       {"key": "dialogue", "type": "list"}]
      """;

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static void check(String listed, String params) throws BriefRefused {
    ModelParams.of(json(listed)).check("film", json(params));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'duration': '10', 'resolution': '1080p', 'speed': 1.1, 'seed': 99999}",
        "{'speed': 0.7, 'negative_prompt': 'fog', 'duration': null}",
        "{'dialogue': [{'voice': 'Aria', 'text': 'Hello'}], 'referenceMediaItems': []}",
      })
  void takesWhatTheModelTakes(String params) {
    assertThatCode(() -> check(TOLD, params.replace('\'', '"'))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'duration': '15'}      | duration of model film is '15'; did you mean '5'? It takes '5', '10'.",
        "{'duration': 'long'}    | duration of model film is 'long'; it takes '5', '10'.",
        "{'duration': 5}         | duration of model film is 5; it takes a text. Write it in quotes: '5'.",
        "{'resolution': '1080i'} | resolution of model film is '1080i'; did you mean '1080p'? It takes '720p',",
        "{'speed': '1'}          | speed of model film is '1'; it takes a number. Write it without quotes.",
        "{'speed': 1.3}          | speed of model film is 1.3; it takes a number from 0.7 up to 1.2.",
        "{'speed': 0.75}         | speed of model film is 0.75; it takes a number from 0.7 up to 1.2 in steps of 0.1.",
        "{'seed': 9}             | seed of model film is 9; it takes a number from 10000.",
        "{'negative_prompt': 7}  | negative_prompt of model film is 7; it takes a text. Write it in quotes: '7'.",
        "{'durration': '5'}      | Model film has no parameter 'durration'; did you mean duration? It has duration,",
        "{'xyz': 1}              | Model film has no parameter 'xyz'; it has duration, resolution, speed,",
      })
  void refusesWhatTheModelDoesNotTake(String params, String words) {
    assertThatThrownBy(() -> check(TOLD, params.replace('\'', '"')))
        .isInstanceOf(BriefRefused.class)
        .hasMessageContaining(words.replace('\'', '"'));
  }

  @Test
  void asksForAParameterThatIsRequired() {
    String listed = "[{\"key\": \"voice\", \"required\": true, \"default\": \"Rachel\"}]";
    assertThatThrownBy(() -> check(listed, "{}"))
        .hasMessage("Model film needs the parameter voice, such as \"Rachel\". Set it in params.");
    assertThatThrownBy(() -> check(listed, "{\"voice\": null}")).hasMessageContaining("voice");
    assertThatCode(() -> ModelParams.of(json(listed)).checkGiven("film", json("{}")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "null",
        "{}",
        "[{\"label\": \"Duration\"}]",
        "[{\"key\": \"duration\", \"options\": [{\"label\": \"long\"}], \"type\": \"select\"}, {}]",
        "[{\"key\": \"duration\", \"type\": \"number\", \"min\": \"a\", \"range\": \"1-5\"}, 7]",
      })
  void checksNothingThatItDoesNotUnderstand(String listed) {
    assertThatCode(() -> check(listed, "{\"duration\": 5, \"anything\": true}"))
        .doesNotThrowAnyException();
  }
}
