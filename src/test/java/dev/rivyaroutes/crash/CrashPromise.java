package dev.rivyaroutes.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rivyaroutes.simulator.SimulatedRivya;
import dev.rivyaroutes.simulator.chat.PaidTurn;
import dev.rivyaroutes.simulator.generation.PaidGeneration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.commons.codec.digest.DigestUtils;

/** Holds every brief against the promise, at the end and with the program away. */
final class CrashPromise {

  private static final int MOST_BRIEFS = 10;

  private final CrashHouse house;
  private final List<CrashBrief> briefs;
  private final GoodClient client;
  private final JsonMapper json = JsonMapper.builder().build();
  private final Map<String, Long> paid;
  private final Map<String, List<PaidTurn>> turns;
  private final Map<String, List<CrashDatabase.Row>> jobs;
  private final CrashDatabase.Credits ordered;
  private final CrashDatabase.Credits summed;

  CrashPromise(CrashHouse house, List<CrashBrief> briefs, GoodClient client, SimulatedRivya rivya)
      throws SQLException {
    this.house = house;
    this.briefs = briefs;
    this.client = client;
    this.paid =
        rivya.generations().all().stream()
            .collect(Collectors.groupingBy(PaidGeneration::prompt, Collectors.counting()));
    this.turns = rivya.chats().all().stream().collect(Collectors.groupingBy(PaidTurn::message));
    this.ordered =
        new CrashDatabase.Credits(
            0,
            rivya.generations().all().stream().mapToLong(PaidGeneration::reservedCredits).sum()
                + rivya.chats().all().stream().mapToLong(PaidTurn::finalCredits).sum());
    this.summed = house.database().credits();
    this.jobs =
        house.database().jobs().stream().collect(Collectors.groupingBy(CrashDatabase.Row::prompt));
  }

  /** One line for each brief with which the promise is broken, ten at most; then what is odd. */
  List<String> broken() {
    Map<String, List<String>> byBrief = new TreeMap<>();
    for (CrashBrief brief : briefs) {
      List<String> problems =
          Stream.of(payment(brief), job(brief), answers(brief), files(brief))
              .flatMap(List::stream)
              .toList();
      if (!problems.isEmpty()) {
        byBrief.put(brief.id(), problems);
      }
    }
    List<String> lines = new ArrayList<>();
    byBrief.entrySet().stream()
        .limit(MOST_BRIEFS)
        .forEach(brief -> lines.add(brief.getKey() + ": " + String.join("; ", brief.getValue())));
    if (byBrief.size() > MOST_BRIEFS) {
      lines.add("and " + (byBrief.size() - MOST_BRIEFS) + " more briefs");
    }
    if (!summed.equals(ordered)) {
      lines.add("the ledger sums " + summed + ", and Rivya was paid " + ordered);
    }
    lines.addAll(unexpected());
    return lines;
  }

  private List<String> payment(CrashBrief brief) {
    long times =
        brief.chat()
            ? turns.getOrDefault(brief.prompt(), List.of()).size()
            : paid.getOrDefault(brief.prompt(), 0L);
    return times == 1 ? List.of() : List.of("paid " + times + " times");
  }

  private List<String> job(CrashBrief brief) {
    List<CrashDatabase.Row> rows = jobs.getOrDefault(brief.prompt(), List.of());
    if (rows.size() != 1) {
      return List.of(rows.size() + " jobs in the ledger");
    }
    CrashDatabase.Row row = rows.get(0);
    return row.state().equals("done")
        ? List.of()
        : List.of("job " + row.id() + " is " + row.state() + " (" + row.cause() + ")");
  }

  /** What a caller was told holds for ever: one job, accepted once, and it is in the ledger. */
  private List<String> answers(CrashBrief brief) {
    if (!brief.overHttp()) {
      return List.of();
    }
    List<GoodClient.Answer> answers = client.answers(brief);
    List<String> ids =
        jobs.getOrDefault(brief.prompt(), List.of()).stream().map(CrashDatabase.Row::id).toList();
    boolean kept =
        !answers.isEmpty()
            && answers.stream().allMatch(answer -> ids.contains(answer.job()))
            && answers.stream().map(GoodClient.Answer::job).distinct().count() == 1
            && answers.stream().filter(answer -> answer.status() == 202).count() <= 1;
    return kept ? List.of() : List.of("answers " + answers + " for job " + ids);
  }

  private List<String> files(CrashBrief brief) {
    Path result = house.out().resolve(brief.resultName());
    Path sidecar = house.out().resolve(brief.sidecarName());
    if (!Files.exists(result) || !Files.exists(sidecar)) {
      return List.of("no " + (Files.exists(result) ? "document" : "file") + " delivered");
    }
    try {
      byte[] bytes = Files.readAllBytes(result);
      JsonNode facts = json.readTree(Files.readAllBytes(sidecar));
      boolean whole =
          facts.path("prompt").asText().equals(brief.prompt())
              && facts.path("status").asText().equals("succeeded")
              && facts
                  .path("files")
                  .path(0)
                  .path("sha256")
                  .asText()
                  .equals(DigestUtils.sha256Hex(bytes))
              && (brief.chat() ? isAnswer(brief, bytes) : isImage(bytes));
      return whole ? List.of() : List.of("its file or document is broken");
    } catch (IOException e) {
      return List.of("its file or document cannot be read: " + e);
    }
  }

  private static boolean isImage(byte[] bytes) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(bytes)) != null;
  }

  private boolean isAnswer(CrashBrief brief, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return turns.getOrDefault(brief.prompt(), List.of()).stream()
        .allMatch(turn -> text.contains(turn.answer()));
  }

  /** All turns of a conversation are in one session of Rivya. */
  private Stream<String> conversations() {
    Map<String, Set<String>> sessions =
        briefs.stream()
            .filter(CrashBrief::chat)
            .collect(
                Collectors.groupingBy(
                    CrashBrief::conversation,
                    TreeMap::new,
                    Collectors.flatMapping(
                        brief ->
                            turns.getOrDefault(brief.prompt(), List.of()).stream()
                                .map(PaidTurn::session),
                        Collectors.toSet())));
    return sessions.entrySet().stream()
        .filter(talk -> talk.getValue().size() != 1)
        .map(talk -> talk.getKey() + " has the sessions " + talk.getValue());
  }

  private List<String> unexpected() {
    List<String> expected =
        briefs.stream()
            .flatMap(brief -> Stream.of(brief.resultName(), brief.sidecarName(), brief.errorName()))
            .toList();
    Stream<String> out =
        CrashHouse.files(house.out()).stream()
            .filter(name -> !name.startsWith(".") && !expected.contains(name))
            .map(name -> "delivered, but nobody's: " + name);
    Stream<String> left =
        CrashHouse.files(house.in()).stream().map(name -> "left in the drop folder: " + name);
    return Stream.of(out, left, conversations())
        .flatMap(lines -> lines)
        .limit(MOST_BRIEFS)
        .toList();
  }
}
