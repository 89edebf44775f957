package dev.rivyaroutes.simulator.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.simulator.Caller;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import dev.rivyaroutes.simulator.server.ApiJson;
import org.junit.jupiter.api.Test;

class CatalogueTest {

  @Test
  void listsEveryModelInTheFullShapeWithoutAKey() throws Exception {
    try (SimulatedRivya rivya = SimulatedRivya.start(SimulatorSettings.defaults())) {
      JsonNode list = new Caller(rivya).get("/api/v1/models").json();

      assertThat(list.path("object").asText()).isEqualTo("list");
      assertThat(list.path("data").findValuesAsText("id"))
          .contains(
              "z-image",
              "nano-banana",
              "nano-banana-2",
              "nano-banana-pro",
              "ideogram-v3",
              "seedance-1-0-pro",
              "veo3-1-fast",
              "kling-2-6",
              "elevenlabs-turbo-2-5",
              "elevenlabs-sound-effect-v2",
              "gpt-5-2-chat",
              "claude-sonnet-4-6-chat");
      assertThat(list.path("data").findValuesAsText("api_status"))
          .contains("available", "coming_soon", "studio_only");
      for (JsonNode item : list.path("data")) {
        assertThat(item.fieldNames())
            .toIterable()
            .containsExactly(
                "id",
                "display_name",
                "category",
                "runtime",
                "base_credits",
                "billing_type",
                "supported_modes",
                "max_prompt_length",
                "reference_media",
                "params",
                "api_status",
                "api_input_status",
                "supported_api_inputs",
                "requires_files_api",
                "requires_upload_for_modes",
                "url_input_supported",
                "file_kinds",
                "chat_capabilities",
                "notices");
      }
    }
  }

  @Test
  void mergesAndRemovesModels() {
    Catalogue catalogue = new Catalogue();

    catalogue.merge(ApiJson.object().put("id", "z-image").put("base_credits", 9));
    catalogue.merge(ApiJson.object().put("id", "new-one").put("category", "image"));

    assertThat(catalogue.model("z-image").reserved("x")).isEqualTo(9);
    assertThat(catalogue.model("z-image").takesTasks()).isTrue();
    assertThat(catalogue.model("new-one").takesTasks()).isFalse();
  }
}
