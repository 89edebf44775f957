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

/** The last step of answer-turns: the answer becomes the job's result. */
@Component("answering")
public class Answering {

  private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

  private final RecordTurn turns;
  private final MediaStore media;
  private final AccountGate gate;

  Answering(RecordTurn turns, MediaStore media, AccountGate gate) {
    this.turns = turns;
    this.media = media;
    this.gate = gate;
  }

  /** Keeps the answer as a text file, and makes it due at all sinks. */
  public void answered(
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
      LOG.info("Job {} has its answer", job.id());
    }
    gate.recordSuccess(job.account(), CallKind.CHAT);
  }
}
