package dev.rivyaroutes.flowtest.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivyaroutes.flowtest.brief.GivenBrief;
import dev.rivyaroutes.flowtest.brief.HandInBrief;
import dev.rivyaroutes.flowtest.brief.HandInBrief.Progress;
import dev.rivyaroutes.flowtest.file.TestCase;
import dev.rivyaroutes.flowtest.world.PassTime;
import dev.rivyaroutes.flowtest.world.World;
import dev.rivyaroutes.simulator.trouble.Script;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.Node;

/** Runs one case until nothing more becomes of it. */
public final class RunCase {

  /** How long nothing must change, in real time, before the clock is moved. */
  private static final long QUIET_NANOS = Duration.ofMillis(60).toNanos();

  /** More real time than any case needs. */
  private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();

  /** How the clock is moved while jobs wait: two days in all. */
  private static final List<Duration> MOVES =
      List.of(
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofHours(26));

  private static final String REFUSED = "refused";

  private final World world;
  private final PassTime time;
  private final HandInBrief handIn;

  public RunCase(World world) {
    this.world = world;
    this.time = world.time();
    this.handIn = world.handIn();
  }

  /**
   * @param routes the ids of the routes of the flow's file
   * @return what came out
   */
  public ObjectNode run(TestCase of, Set<String> routes) throws Exception {
    return run(of, routes, Observe::all);
  }

  /** The same, with the requests as they were sent. */
  public Observed observe(TestCase of, Set<String> routes) throws Exception {
    return run(of, routes, seen -> new Observed(seen.all(), seen.requests()));
  }

  private <T> T run(TestCase of, Set<String> routes, Function<Observe, T> result) throws Exception {
    world.ends().clear();
    Observe observe = new Observe(world);
    ScriptRivya script = new ScriptRivya(of, world.ends().facts(), observe::number);
    world.rivya().trouble().script(script);
    world.rivya().given().give(script::given);
    try {
      for (Node brief : of.briefs()) {
        handIn(of, routes, brief, observe);
        awaitEnd(observe);
      }
      return result.apply(observe);
    } finally {
      world.rivya().trouble().script(Script.NONE);
      world.rivya().given().give(key -> null);
    }
  }

  /** Runs a brief that has no source, against a Rivya that succeeds at once. */
  public Observed observe(GivenBrief brief, Set<String> routes) throws Exception {
    world.ends().clear();
    Observe observe = new Observe(world);
    String id = UUID.randomUUID().toString();
    observe.handedIn(id);
    Optional<String> failure = world.give().give(brief, routes, id);
    awaitEnd(observe);
    ObjectNode all = observe.all();
    failure.filter(why -> !all.has(REFUSED)).ifPresent(why -> all.put(REFUSED, why));
    return new Observed(all, observe.requests());
  }

  private void handIn(TestCase of, Set<String> routes, Node brief, Observe observe)
      throws Exception {
    int before = observe.taken();
    Progress progress =
        new Progress() {
          private boolean polled;

          @Override
          public boolean isTaken() {
            return observe.taken() > before;
          }

          /** The first poll may only see a file; a later one sees that it does not change. */
          @Override
          public void passTime() throws InterruptedException {
            time.tick();
            time.forward(polled ? Duration.ofMinutes(5) : Duration.ofSeconds(20));
            polled = true;
          }
        };
    String id = UUID.randomUUID().toString();
    observe.handedIn(id);
    Optional<ObjectNode> answer = handIn.handIn(of.file(), routes, brief, id, progress);
    answer.ifPresent(observe::answered);
  }

  private void awaitEnd(Observe observe) throws InterruptedException {
    long begin = System.nanoTime();
    long changed = begin;
    Observe.Progress last = observe.progress();
    int moves = 0;
    while (!last.ended() || !time.isQuiet()) {
      time.tick();
      Observe.Progress now = observe.progress();
      long at = System.nanoTime();
      if (!now.equals(last) || !time.isQuiet()) {
        last = now;
        changed = at;
      } else if (at - changed > QUIET_NANOS) {
        if (moves == MOVES.size()) {
          return;
        }
        time.forward(MOVES.get(moves++));
        changed = at;
      }
      if (at - begin > LONGEST_NANOS) {
        return;
      }
    }
  }
}
