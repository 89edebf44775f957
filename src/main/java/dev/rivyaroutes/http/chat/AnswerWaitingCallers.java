package dev.rivyaroutes.http.chat;

import dev.rivyaroutes.chat.LiveAnswers;
import dev.rivyaroutes.http.ClassifyProblem;
import dev.rivyaroutes.http.call.Answer;
import dev.rivyaroutes.ledger.search.FindJobs;
import dev.rivyaroutes.ledger.search.JobDetails;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Tells callers the answers of their chat turns. However many wait, they hold one thread, which
 * looks into the ledger for all of them together; so an answer counts whichever replica wrote it.
 * At the end of the program, when no turn of this process is at work any more, those that still
 * wait are told where their answers will be.
 */
@Component
class AnswerWaitingCallers implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(AnswerWaitingCallers.class);
  private static final long LOOK_MILLIS = 100;
  private static final Duration END = Duration.ofSeconds(10);
  private static final Set<String> GOES_ON = Set.of("queued", "processing");

  private final FindJobs jobs;
  private final TurnView documents;
  private final Duration wait;
  private final Clock clock;
  private final Set<ChatCaller> callers = ConcurrentHashMap.newKeySet();
  private ScheduledExecutorService timer;
  private volatile boolean running;

  AnswerWaitingCallers(FindJobs jobs, TurnView documents, ChatProperties properties, Clock clock) {
    this.jobs = jobs;
    this.documents = documents;
    this.wait = properties.answerWithin();
    this.clock = clock;
  }

  /** The answer; or after the wait where it will be. */
  Answer whole(String id, HttpServletRequest request) {
    return response -> add(new WholeAnswer(id, documents, wait, clock, request, response));
  }

  /** The answer while it comes. */
  Answer stream(String id, HttpServletRequest request, LiveAnswers.Listener listener) {
    return response -> {
      try {
        add(new StreamedAnswer(id, documents, wait, clock, listener, request, response));
      } catch (IOException | RuntimeException e) {
        listener.close();
        throw e;
      }
    };
  }

  private void add(ChatCaller caller) {
    callers.add(caller);
    if (!running) {
      look(true);
    }
  }

  private void lookAgain() {
    try {
      look(false);
    } catch (Throwable e) {
      // Even out of memory: the looks would end for all that wait.
      LOG.warn("Waiting chat callers could not be looked after; the next look is soon", e);
    }
  }

  /** Tells each caller what there is to tell; the last time, everyone something. */
  private void look(boolean last) {
    callers.removeIf(ChatCaller::isGone);
    // Of those that come meanwhile nothing is known yet.
    List<ChatCaller> waiting = List.copyOf(callers);
    if (waiting.isEmpty()) {
      return;
    }
    Map<String, String> statuses = null;
    try {
      statuses = jobs.statusOf(waiting.stream().map(ChatCaller::job).toList());
    } catch (RuntimeException e) {
      LOG.debug("The ledger cannot be read for waiting chat callers", e);
    }
    for (ChatCaller caller : waiting) {
      try {
        look(caller, statuses, last || caller.hasWaited());
      } catch (RuntimeException e) {
        LOG.warn("The caller of job {} could not be told its answer", caller.job(), e);
      }
    }
  }

  private void look(ChatCaller caller, Map<String, String> statuses, boolean last) {
    String status = statuses == null ? null : statuses.get(caller.job());
    if (status == null) {
      if (statuses != null) {
        end(caller, () -> caller.failed(TurnView.forgotten()));
      } else if (last) {
        end(caller, () -> caller.failed(documents.unreadable(caller.job())));
      }
      return;
    }
    boolean goesOn = GOES_ON.contains(status);
    if (goesOn && !last) {
      caller.goesOn();
      return;
    }
    JobDetails turn = jobs.byId(caller.job()).orElseThrow();
    end(caller, () -> tell(caller, turn, goesOn));
  }

  private static void tell(ChatCaller caller, JobDetails turn, boolean goesOn) {
    if (goesOn) {
      caller.pending(turn);
    } else {
      caller.ended(turn);
    }
  }

  private void end(ChatCaller caller, Runnable word) {
    if (!callers.remove(caller)) {
      return;
    }
    try {
      word.run();
    } catch (RuntimeException e) {
      caller.failed(ClassifyProblem.of(e));
    }
  }

  @Override
  public void start() {
    timer = Executors.newSingleThreadScheduledExecutor(AnswerWaitingCallers::thread);
    timer.scheduleWithFixedDelay(this::lookAgain, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    running = true;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "chat-callers");
    thread.setDaemon(true);
    return thread;
  }

  /** Without an interrupt: an interrupted read would close an embedded database. */
  @Override
  public void stop() {
    running = false;
    timer.shutdown();
    try {
      timer.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    look(true);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the server waits for its last calls; the routes have stopped before any of it. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE - 512;
  }
}
