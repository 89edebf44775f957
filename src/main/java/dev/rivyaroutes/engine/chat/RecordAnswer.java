package dev.rivyaroutes.engine.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.account.AccountGate;
import dev.rivyaroutes.ledger.credits.CallKind;
import dev.rivyaroutes.ledger.job.Job;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.progress.RecordTurn;
import dev.rivyaroutes.ledger.progress.TurnAnswer;
import dev.rivyaroutes.media.MediaStore;
import dev.rivyaroutes.media.StoredMedia;
import dev.rivyaroutes.rivya.call.ChatAnswer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The last step of answer-turns: records the answer as the job's result. */
@Component("recordAnswer")
public class RecordAnswer {

  private static final Logger LOG = LoggerFactory.getLogger(RecordAnswer.class);

  private final RecordTurn turns;
  private final MediaStore media;
  private final AccountGate gate;

  RecordAnswer(RecordTurn turns, MediaStore media, AccountGate gate) {
    this.turns = turns;
    this.media = media;
    this.gate = gate;
  }

  /** Stores the answer as a text file, and records the deliveries of all sinks. */
  public void record(
      @Variable(Variables.JOB) Job job,
      @Variable(Variables.SESSION) String session,
      @Body JsonNode body)
      throws IOException {
    ChatAnswer answer = ChatAnswer.of(body);
    byte[] text = answer.text().getBytes(StandardCharsets.UTF_8);
    StoredMedia stored = media.put(new ByteArrayInputStream(text), Math.max(1, text.length));
    JobFile file =
        new JobFile(
            1,
            "answer.md",
            "text/markdown; charset=utf-8",
            "other",
            stored.size(),
            stored.sha256(),
            null);
    TurnAnswer answered =
        new TurnAnswer(
            answer.id(),
            answer.session() == null ? session : answer.session(),
            answer.json(),
            file,
            answer.reserved(),
            answer.settled());
    if (turns.recordAnswer(job, answered)) {
      LOG.info("The answer of job {} was recorded", job.id());
    }
    gate.recordSuccess(job.account(), CallKind.CHAT);
  }
}
