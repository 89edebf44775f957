package dev.rivyaroutes.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.flowtest.brief.GivenBrief;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.job.JobKind;
import dev.rivyaroutes.ledger.search.PastBrief;
import dev.rivyaroutes.media.file.MediaFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rebuilds briefs as their sources handed them in, from what the ledger keeps of them. */
final class RebuildBrief {
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final String REFERENCES = "references";
  private static final String BODY = "body";

  private final Path media;
  private int standIns;

  /**
   * @param media the folder of the media store; null if it is not on this machine
   */
  RebuildBrief(Path media) {
    this.media = media;
  }

  /** How many references were replaced, because their bytes are not here any more. */
  int standIns() {
    return standIns;
  }

  /** Empty if the ledger does not keep all of the brief. */
  Optional<GivenBrief> rebuild(PastBrief past) throws IOException {
    Map<String, Object> kept = kept(past);
    if (!kept.containsKey(BODY)) {
      return Optional.empty();
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    List<Object> references = new ArrayList<>();
    for (JobFile file : past.references()) {
      if (file.sha256() == null) {
        references.add(file.url());
      } else {
        String name = file.beside() == null ? file.name() : file.beside();
        files.putIfAbsent(name, bytes(file));
        references.add(file.beside() == null ? name : Map.of("file", name, "name", file.name()));
      }
    }
    Object body = kept.get(BODY);
    boolean ofFlow = "flow".equals(kept.get(REFERENCES));
    if (body instanceof Map<?, ?> && !ofFlow && !references.isEmpty()) {
      Map<String, Object> document = new LinkedHashMap<>();
      ((Map<?, ?>) body).forEach((key, value) -> document.put(String.valueOf(key), value));
      document.put(REFERENCES, references);
      body = document;
    }
    return Optional.of(
        new GivenBrief(past.sourceName(), past.source(), body, variables(past, kept), files));
  }

  private static Map<String, Object> kept(PastBrief past) {
    PastBrief.Texts texts = past.texts();
    try {
      if (texts.brief() != null) {
        return Json.EXACT.readValue(texts.brief(), OBJECT);
      }
      Map<String, Object> document = new LinkedHashMap<>();
      if (texts.prompt() != null) {
        document.put(past.target().kind() == JobKind.CHAT ? "message" : "prompt", texts.prompt());
      }
      Map<String, Object> params = Json.EXACT.readValue(texts.params(), OBJECT);
      if (!params.isEmpty()) {
        document.put("params", params);
      }
      if (texts.clientRequestId() != null) {
        document.put("client_request_id", texts.clientRequestId());
      }
      if (texts.conversation() != null) {
        document.put("conversation", texts.conversation());
      }
      return Map.of(BODY, document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The brief of job " + past.id() + " is not JSON.", e);
    }
  }

  private static Map<String, Object> variables(PastBrief past, Map<String, Object> kept) {
    Map<String, Object> variables = new LinkedHashMap<>();
    if (kept.get("variables") instanceof Map<?, ?> ofSource) {
      ofSource.forEach((name, value) -> variables.put(String.valueOf(name), value));
    }
    if (!past.texts().returnAddress().isEmpty()) {
      variables.put(Variables.RETURN_ADDRESS, past.texts().returnAddress());
    }
    return variables;
  }

  private byte[] bytes(JobFile file) throws IOException {
    String hash = file.sha256();
    Path stored = media == null ? null : MediaFiles.of(media, hash);
    if (stored != null && Files.isReadable(stored)) {
      return Files.readAllBytes(stored);
    }
    standIns++;
    return StandIn.of(file.contentType(), file.name());
  }
}
