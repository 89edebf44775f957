package dev.rivyaroutes.engine;

import dev.rivyaroutes.ledger.Job;
import dev.rivyaroutes.ledger.JobKind;
import dev.rivyaroutes.rivya.ChatRequest;
import dev.rivyaroutes.rivya.CreateRequest;
import dev.rivyaroutes.rivya.CreateRequest.Uploaded;
import java.util.List;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The bodies of the calls that are paid for, by the kind of job. */
@Component
record Requests(CreateRequest create, ChatRequest chat) {

  String of(Exchange exchange, Job job, List<Uploaded> uploads) {
    return job.kind() == JobKind.CHAT
        ? chat.of(job, uploads, exchange.getVariable(TakeTurn.SESSION, String.class))
        : create.of(job, uploads);
  }
}
