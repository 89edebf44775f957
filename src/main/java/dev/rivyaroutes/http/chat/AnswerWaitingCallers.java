package dev.rivyaroutes.http.chat;

import dev.rivyaroutes.chat.LiveAnswers;
import dev.rivyaroutes.http.ClassifyProblem;
import dev.rivyaroutes.http.call.Answer;
import dev.rivyaroutes.ledger.job.Visibility;
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
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Sends the answers of chat turns to the callers that wait for them. One thread polls the ledger
 * for all callers, so that an answer is found whichever replica wrote it. When the program stops,
 * the remaining callers get the address of their job.
 */
@Component
class AnswerWaitingCallers implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(AnswerWaitingCallers.class);
  private static final long POLL_MILLIS = 100;
  private static final Duration END = Duration.ofSeconds(10);
  private static final Set<String> UNFINISHED = Set.of("queued", "processing");

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

  /** The whole answer; after the wait the address of its job. */
  Answer whole(String id, HttpServletRequest request) {
    return response -> add(new WholeAnswer(id, documents, wait, clock, request, response));
  }

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
      poll(true);
    }
  }

  private void pollSafely() {
    try {
      poll(false);
    } catch (Throwable e) {
      // Also an OutOfMemoryError: otherwise polling would end for all callers.
      LOG.warn("Waiting chat callers could not be checked; the next check is in 100 ms", e);
    }
  }

  /**
   * @param last whether every caller gets an answer now, as nothing polls afterwards
   */
  private void poll(boolean last) {
    callers.removeIf(ChatCaller::isDisconnected);
    // A copy, because the statuses do not cover callers that arrive meanwhile.
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
        answer(caller, statuses, last || caller.isWaitOver());
      } catch (RuntimeException e) {
        LOG.warn("The answer of job {} could not be sent to its caller", caller.job(), e);
      }
    }
  }

  private void answer(ChatCaller caller, Map<String, String> statuses, boolean last) {
    String status = statuses == null ? null : statuses.get(caller.job());
    if (status == null) {
      if (statuses != null) {
        end(caller, () -> caller.failed(TurnView.forgotten()));
      } else if (last) {
        end(caller, () -> caller.failed(documents.unreadable(caller.job())));
      }
      return;
    }
    boolean unfinished = UNFINISHED.contains(status);
    if (unfinished && !last) {
      caller.keepWaiting();
      return;
    }
    JobDetails turn = jobs.byId(caller.job(), Visibility.ALL).orElseThrow();
    end(caller, () -> send(caller, turn, unfinished));
  }

  private static void send(ChatCaller caller, JobDetails turn, boolean unfinished) {
    if (unfinished) {
      caller.pending(turn);
    } else {
      caller.ended(turn);
    }
  }

  private void end(ChatCaller caller, Runnable answer) {
    if (!callers.remove(caller)) {
      return;
    }
    try {
      answer.run();
    } catch (RuntimeException e) {
      caller.failed(ClassifyProblem.of(e));
    }
  }

  @Override
  public void start() {
    CustomizableThreadFactory threads = new CustomizableThreadFactory("chat-callers-");
    threads.setDaemon(true);
    timer = Executors.newSingleThreadScheduledExecutor(threads);
    timer.scheduleWithFixedDelay(this::pollSafely, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
    running = true;
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
    poll(true);
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
