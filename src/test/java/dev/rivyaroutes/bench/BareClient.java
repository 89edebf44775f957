package dev.rivyaroutes.bench;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/**
 * The calls to Rivya that a job needs and nothing else: create, status, media, and the file is
 * written. What it loses is lost, and what it repeats is paid again. When told to force, it writes
 * as many files as the program does (an own copy, the result, the document beside it), each forced
 * to the disk: what durable files alone cost here. Reads {@code batch count} from its standard
 * input, line by line, and answers each when all files are there.
 */
final class BareClient {

  private final CloseableHttpClient http;
  private final ObjectMapper json = new ObjectMapper();
  private final String base;
  private final String key;
  private final Path out;
  private final boolean force;

  private BareClient(String base, String key, Path out, int connections, boolean force) {
    this.http = Connections.client(connections);
    this.base = base;
    this.key = key;
    this.out = out;
    this.force = force;
  }

  /** Arguments: base address, key, folder, connections, whether to force. */
  public static void main(String[] args) throws Exception {
    int connections = Integer.parseInt(args[3]);
    boolean force = Boolean.parseBoolean(args[4]);
    BareClient client = new BareClient(args[0], args[1], Path.of(args[2]), connections, force);
    ExecutorService workers = Executors.newFixedThreadPool(connections);
    try (BufferedReader orders = new BufferedReader(new InputStreamReader(System.in))) {
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        String[] words = order.split(" ");
        List<Future<?>> made = new ArrayList<>();
        for (BenchBrief brief : BenchBrief.batch(words[0], Integer.parseInt(words[1]))) {
          made.add(workers.submit(() -> client.make(brief)));
        }
        for (Future<?> one : made) {
          one.get();
        }
        System.out.println("made " + made.size());
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private Path make(BenchBrief brief) throws IOException {
    HttpPost create = new HttpPost(base + "/api/v1/generations");
    create.setHeader("Authorization", "Bearer " + key);
    create.setHeader("Idempotency-Key", brief.key());
    Map<String, String> request = Map.of("model", "nano-banana-2", "prompt", brief.prompt());
    create.setEntity(
        new StringEntity(json.writeValueAsString(request), ContentType.APPLICATION_JSON));
    String task = json(create).path("id").asText();
    JsonNode state;
    do {
      HttpGet status = new HttpGet(base + "/api/v1/generations/" + task);
      status.setHeader("Authorization", "Bearer " + key);
      state = json(status);
    } while (!state.path("status").asText().equals("succeeded"));
    byte[] media = bytes(new HttpGet(state.at("/result/urls/0").asText()));
    Path result = out.resolve(brief.fileName());
    if (force) {
      forced(out.resolve(brief.fileName() + ".copy"), media);
      forced(result, media);
      forced(out.resolve(brief.fileName() + ".json"), json.writeValueAsBytes(state));
      return result;
    }
    return Files.write(result, media);
  }

  private static void forced(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
      ByteBuffer left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        channel.write(left);
      }
      channel.force(false);
    }
  }

  private JsonNode json(HttpUriRequestBase request) throws IOException {
    return json.readTree(new String(bytes(request), StandardCharsets.UTF_8));
  }

  private byte[] bytes(HttpUriRequestBase request) throws IOException {
    return http.execute(
        request,
        answer -> {
          byte[] body = EntityUtils.toByteArray(answer.getEntity());
          if (answer.getCode() >= 300) {
            throw new IOException(request + " was answered with " + answer.getCode());
          }
          return body;
        });
  }
}
