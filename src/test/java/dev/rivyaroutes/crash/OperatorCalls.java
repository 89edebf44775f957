package dev.rivyaroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The calls of an operator to one program. */
final class OperatorCalls {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final CrashHouse house;
  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = JsonMapper.builder().build();

  OperatorCalls(CrashHouse house) {
    this.house = house;
  }

  /**
   * Makes a call that succeeds, and returns its answer.
   *
   * @param body JSON; null for none
   */
  JsonNode call(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(house.address().resolve(path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + house.token() + "-ops")
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(method + " " + path + answer.body()).isLessThan(300);
      return json.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
