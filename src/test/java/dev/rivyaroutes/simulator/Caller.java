package dev.rivyaroutes.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.simulator.control.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A plain HTTP client that calls a simulated Rivya as any other client would. */
public final class Caller {

  public static final String IMAGE = "{\"model\":\"z-image\",\"prompt\":\"A red boat\"}";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final SimulatedRivya rivya;
  private final String key;

  public Caller(SimulatedRivya rivya) {
    this(rivya, SimulatorSettings.DEFAULT_KEY);
  }

  public Caller(SimulatedRivya rivya, String key) {
    this.rivya = rivya;
    this.key = key;
  }

  /** An answer with its body as text, bytes or JSON. */
  public record Answer(HttpResponse<byte[]> response) {

    public int status() {
      return response.statusCode();
    }

    public byte[] bytes() {
      return response.body();
    }

    public String text() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    public JsonNode json() throws IOException {
      return Json.PLAIN.readTree(bytes());
    }

    public String code() throws IOException {
      return json().path("error").path("code").asText();
    }
  }

  public HttpRequest.Builder at(String pathOrUrl) {
    URI uri =
        pathOrUrl.startsWith("/") ? rivya.baseUri().resolve(pathOrUrl) : URI.create(pathOrUrl);
    return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10));
  }

  public HttpRequest.Builder api(String path) {
    return at("/api/v1" + path).header("Authorization", "Bearer " + key);
  }

  public HttpRequest.Builder creating(String body, String idempotencyKey) {
    HttpRequest.Builder request =
        api("/generations")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return idempotencyKey == null ? request : request.header("Idempotency-Key", idempotencyKey);
  }

  public Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return new Answer(client.send(request.build(), BodyHandlers.ofByteArray()));
  }

  public HttpClient client() {
    return client;
  }

  public Answer create(String body, String idempotencyKey)
      throws IOException, InterruptedException {
    return send(creating(body, idempotencyKey));
  }

  /** Creates an image and returns its id. */
  public String created(String body) throws IOException, InterruptedException {
    return create(body, null).json().path("id").asText();
  }

  public Answer status(String id) throws IOException, InterruptedException {
    return send(api("/generations/" + id));
  }

  public String resultUrl(String id) throws IOException, InterruptedException {
    return status(id).json().path("result").path("primary_url").asText();
  }

  public Answer get(String pathOrUrl) throws IOException, InterruptedException {
    return send(at(pathOrUrl));
  }

  public Answer control(String method, String path, String body)
      throws IOException, InterruptedException {
    return send(at("/_simulator/" + path).method(method, BodyPublishers.ofString(body)));
  }

  /** Uploads a file under the fields that are given as name, value, name, value. */
  public Answer upload(String type, BodyPublisher file, String... fields)
      throws IOException, InterruptedException {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      form.append("--cut\r\nContent-Disposition: form-data; name=\"")
          .append(fields[i])
          .append("\"\r\n\r\n")
          .append(fields[i + 1])
          .append("\r\n");
    }
    form.append("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"möwe 1\"\r\n")
        .append("Content-Type: ")
        .append(type)
        .append("\r\n\r\n");
    return send(
        api("/files")
            .header("Content-Type", "multipart/form-data; boundary=cut")
            .POST(
                BodyPublishers.concat(
                    BodyPublishers.ofString(form.toString()),
                    file,
                    BodyPublishers.ofString("\r\n--cut--\r\n"))));
  }
}
