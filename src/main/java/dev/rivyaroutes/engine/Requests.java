package dev.rivyaroutes.engine;

import dev.rivyaroutes.brief.BriefRefused;
import dev.rivyaroutes.ledger.Job;
import dev.rivyaroutes.ledger.JobKind;
import dev.rivyaroutes.ledger.Lengths;
import dev.rivyaroutes.rivya.ChatRequest;
import dev.rivyaroutes.rivya.CreateRequest;
import dev.rivyaroutes.rivya.CreateRequest.Uploaded;
import java.util.List;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The bodies of the calls that are paid for, by the kind of job. */
@Component
record Requests(CreateRequest create, ChatRequest chat) {

  /**
   * @throws BriefRefused when the ledger cannot hold it; it is not sent then
   */
  String of(Exchange exchange, Job job, List<Uploaded> uploads) throws BriefRefused {
    String request = write(exchange, job, uploads);
    if (request.length() > Lengths.TEXT) {
      throw new BriefRefused(
          "The request of the brief has "
              + request.length()
              + " characters; the ledger holds "
              + Lengths.TEXT
              + ". Shorten its prompt or params, or give it fewer references.");
    }
    return request;
  }

  private String write(Exchange exchange, Job job, List<Uploaded> uploads) {
    return job.kind() == JobKind.CHAT
        ? chat.of(job, uploads, exchange.getVariable(TakeTurn.SESSION, String.class))
        : create.of(job, uploads);
  }
}
