package dev.rivyaroutes.flowtest.run;

import dev.rivyaroutes.check.flows.YamlTree;
import dev.rivyaroutes.flowtest.end.ContentFacts;
import dev.rivyaroutes.flowtest.file.FileContent;
import dev.rivyaroutes.flowtest.file.TestCase;
import dev.rivyaroutes.media.DetectMediaType;
import dev.rivyaroutes.simulator.media.GivenResults;
import dev.rivyaroutes.simulator.media.GivenResults.Given;
import dev.rivyaroutes.simulator.trouble.Operation;
import dev.rivyaroutes.simulator.trouble.Script;
import dev.rivyaroutes.simulator.trouble.Trouble;
import dev.rivyaroutes.simulator.trouble.TroubleKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToIntFunction;
import org.snakeyaml.engine.v2.nodes.Node;
import org.springframework.boot.convert.DurationStyle;

/** What Rivya answers in a case, a request after the other. */
final class ScriptRivya implements Script {
  private static final String MODERATED = "content_moderated";

  private final List<Answer> answers = new ArrayList<>();
  private final ToIntFunction<String> number;

  /**
   * One answer; null in a field leaves it to the simulator.
   *
   * @param before what calls get before it; each is taken out by its call
   */
  private record Answer(Queue<Trouble> before, Trouble call, Trouble task, Given given) {}

  /**
   * @param number gives the number of a job among those of the case, from 0
   */
  ScriptRivya(TestCase of, ContentFacts facts, ToIntFunction<String> number) throws IOException {
    this.number = number;
    for (Node request : of.requests()) {
      Optional<Node> answer = YamlTree.value(request, "answer");
      answers.add(answer.isEmpty() ? null : read(of, answer.get(), facts, answers.size()));
    }
  }

  private static Answer read(TestCase of, Node node, ContentFacts facts, int n) throws IOException {
    Queue<Trouble> before = new ConcurrentLinkedQueue<>();
    for (Node trouble : YamlTree.items(node, "before")) {
      before.add(call(YamlTree.text(trouble)));
    }
    String code = YamlTree.textOf(node, "code").orElse(null);
    String outcome = YamlTree.textOf(node, "outcome").orElse("succeeded");
    Trouble task =
        switch (outcome) {
          case "failed" -> task(TroubleKind.FAILED_TASK).withCode(code);
          case "moderated" ->
              task(TroubleKind.FAILED_TASK).withCode(code == null ? MODERATED : code);
          case "stuck" -> task(TroubleKind.STUCK_TASK);
          default -> null;
        };
    Trouble call =
        outcome.equals("refused")
            ? Trouble.always(Operation.CREATE, TroubleKind.REFUSED)
                .withCode(code)
                .withStatus(YamlTree.textOf(node, "status").map(Integer::parseInt).orElse(400))
            : null;
    return new Answer(before, call, task, given(of, node, facts, n));
  }

  private static Given given(TestCase of, Node node, ContentFacts facts, int n) throws IOException {
    Optional<Node> media = YamlTree.value(node, "media");
    List<GivenResults.File> files = null;
    if (media.isPresent()) {
      files = new ArrayList<>();
      FileContent content = new FileContent(of.file(), of.name() + "/" + n, facts::know);
      for (Node file : YamlTree.items(media.get())) {
        String name = YamlTree.textOf(file, "file").orElse("");
        byte[] bytes = content.of(file, name);
        files.add(new GivenResults.File(DetectMediaType.of(bytes).contentType(), bytes));
      }
    }
    Duration takes = null;
    Optional<Node> time = YamlTree.value(node, "takes");
    if (time.isPresent()) {
      try {
        takes = DurationStyle.detectAndParse(YamlTree.text(time.get()));
      } catch (IllegalArgumentException e) {
        throw of.file()
            .wrong(
                time.get(),
                "takes is \"%s\".".formatted(YamlTree.text(time.get())),
                "Write a time such as 10m or 2h.");
      }
    }
    return new Given(files, YamlTree.textOf(node, "text").orElse(null), takes);
  }

  private static Trouble call(String word) {
    return switch (word) {
      case "rate-limited" ->
          Trouble.always(Operation.CREATE, TroubleKind.RATE_LIMITED).withRetryAfter(1);
      case "unavailable" ->
          Trouble.always(Operation.CREATE, TroubleKind.DISABLED).withRetryAfter(1);
      case "server-error" -> Trouble.always(Operation.CREATE, TroubleKind.SERVER_ERROR);
      case "lost-call" -> Trouble.always(Operation.CREATE, TroubleKind.RESET_BEFORE);
      default -> Trouble.always(Operation.CREATE, TroubleKind.RESET_AFTER);
    };
  }

  private static Trouble task(TroubleKind kind) {
    return Trouble.always(Operation.CREATE, kind);
  }

  private Answer of(String key) {
    int n = key == null ? -1 : number.applyAsInt(key);
    return n < 0 || n >= answers.size() ? null : answers.get(n);
  }

  @Override
  public Optional<Trouble> next(Operation operation, String key, boolean task) {
    boolean paid =
        operation == Operation.CREATE
            || operation == Operation.CHAT
            || operation == Operation.CHAT_STREAM;
    Answer answer = paid ? of(key) : null;
    if (answer == null) {
      return Optional.empty();
    }
    if (task) {
      return Optional.ofNullable(answer.task());
    }
    Trouble first = answer.before().poll();
    return Optional.ofNullable(first == null ? answer.call() : first);
  }

  Given given(String key) {
    Answer answer = of(key);
    return answer == null ? null : answer.given();
  }
}
