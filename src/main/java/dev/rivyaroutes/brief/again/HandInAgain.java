package dev.rivyaroutes.brief.again;

import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Arrival;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.Siblings;
import dev.rivyaroutes.brief.form.BriefMedia;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.brief.form.IncomingBrief;
import dev.rivyaroutes.brief.form.ReadBriefs;
import dev.rivyaroutes.brief.form.StageMedia;
import dev.rivyaroutes.ledger.job.JobFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.camel.Exchange;

/** Hands in a rebuilt brief to the steps of a flow, in the place of its source. */
public final class HandInAgain {
  private final Open open;

  /** Opens the bytes of a file of the brief. */
  @FunctionalInterface
  public interface Open {
    InputStream open(JobFile file) throws IOException;
  }

  public HandInAgain(Open open) {
    this.open = open;
  }

  /**
   * Puts the brief into an empty exchange, as the steps of the flow get it.
   *
   * @param id the id of the brief, as steps see it
   * @throws BriefRefused if the brief is a media file that can no longer be used
   */
  public void handIn(Exchange exchange, RebuiltBrief brief, String id)
      throws IOException, BriefRefused {
    Origin origin = Origin.message(brief.past().source(), brief.past().caller());
    Arrival arrival = new Arrival(origin, id, brief.past().sourceName());
    Siblings siblings =
        name -> {
          Optional<JobFile> file = brief.file(name);
          return file.isEmpty() ? Optional.empty() : Optional.of(open.open(file.get()));
        };
    arrival.handIn(exchange);
    exchange.setVariable(Variables.SIBLINGS, siblings);
    brief.variables().forEach(exchange::setVariable);
    Object body = brief.media() == null ? brief.body() : media(exchange, brief.media());
    exchange.setProperty(
        ReadBriefs.PRESENTED, new IncomingBrief(id, brief.past().sourceName(), body, null));
    exchange.getMessage().setBody(body);
  }

  private BriefMedia media(Exchange exchange, JobFile file) throws IOException, BriefRefused {
    StageMedia stage = exchange.getContext().getRegistry().findSingleByType(StageMedia.class);
    return new BriefMedia(file.name(), stage.stage(file.name(), open.open(file)));
  }
}
