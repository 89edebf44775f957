package dev.rivyaroutes.crash;

import dev.rivyaroutes.testing.ProgramProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * Kills the program again and again while briefs come in and their flow file changes: every second
 * time at a moment of its start, else while it is at work. The seed decides the moments.
 */
final class CrashStorm {

  private static final int LONGEST_START = 4_000;
  private static final int SHORTEST_LIFE = 200;
  private static final int LONGEST_LIFE = 2_000;

  /** The flow gets another text after about so many briefs. */
  private static final int DROPS_A_TEXT = 5;

  private final CrashHouse house;
  private final GoodClient client;
  private final List<CrashBrief> briefs;
  private final Random random;
  private final List<String> kills = new ArrayList<>();
  private final List<String> starts = new ArrayList<>();
  private int dropped;
  private int texts;

  CrashStorm(CrashHouse house, GoodClient client, List<CrashBrief> briefs, long seed) {
    this.house = house;
    this.client = client;
    this.briefs = briefs;
    this.random = new Random(seed);
  }

  /** What happens in the first life, before it is killed. */
  interface Beginning {
    void run() throws Exception;
  }

  /**
   * So many lives; all briefs are on their way after the last one.
   *
   * @param first how many briefs come before the beginning
   */
  void rage(List<String> program, int lives, int first, Beginning beginning) throws Exception {
    for (int life = 1; life <= lives; life++) {
      int share = Math.max(dropped, briefs.size() * life / lives);
      try (ProgramProcess process = house.start(program, life)) {
        if (life % 2 == 0) {
          long millis = random.nextLong(LONGEST_START);
          live(process, life, share, millis);
          kills.add("starting " + millis);
        } else {
          dropUpTo(dropped + (share - dropped) / 3);
          Stopwatch start = Stopwatch.start();
          process.awaitStarted();
          starts.add(start.toString());
          if (life == 1) {
            dropUpTo(first);
            beginning.run();
            share = dropped;
          }
          long millis = random.nextLong(SHORTEST_LIFE, LONGEST_LIFE);
          live(process, life, share, millis);
          kills.add("working " + millis);
        }
      }
    }
  }

  /** The share of briefs comes at random moments of a life. */
  private void live(ProgramProcess process, int life, int share, long millis) throws Exception {
    long[] moments =
        LongStream.concat(random.longs(share - dropped, 0, millis + 1), LongStream.of(millis))
            .sorted()
            .toArray();
    long now = 0;
    for (long moment : moments) {
      if (!process.runsOnFor(Duration.ofMillis(moment - now))) {
        throw new AssertionError(
            "the program ended by itself in life "
                + life
                + ":\n"
                + ProgramProcess.tail(house.log(life)));
      }
      now = moment;
      if (random.nextInt(DROPS_A_TEXT) == 0) {
        house.changeFlow(++texts);
      }
      dropUpTo(Math.min(share, dropped + 1));
    }
  }

  private void dropUpTo(int share) throws IOException {
    while (dropped < share) {
      CrashBrief brief = briefs.get(dropped++);
      if (brief.overHttp()) {
        client.send(brief);
      } else {
        house.drop(brief);
      }
    }
  }

  /** What the program was doing at each kill, and for how many milliseconds. */
  List<String> kills() {
    return kills;
  }

  /** How long the starts took that were let to their end. */
  List<String> starts() {
    return starts;
  }
}
