package dev.rivyaroutes.flowtest.world;

import dev.rivyaroutes.StandIns;
import dev.rivyaroutes.brief.message.ReplaceSource;
import dev.rivyaroutes.connection.kafka.RecordWriter;
import dev.rivyaroutes.flowtest.brief.CaseMessages;
import dev.rivyaroutes.flowtest.brief.TriggeredTimers;
import dev.rivyaroutes.flowtest.end.Ends;
import dev.rivyaroutes.flowtest.end.MailFacts;
import dev.rivyaroutes.flowtest.end.MemoryJms;
import dev.rivyaroutes.flowtest.end.MemoryTopics;
import dev.rivyaroutes.mail.MailTransport;
import jakarta.jms.ConnectionFactory;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.context.support.GenericApplicationContext;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Registers in the program what stands in for clocks, timers and clients of other systems. */
record RegisterEnds(Clock clock, Ends ends, CaseMessages messages, WatchSteps steps) {

  void register(GenericApplicationContext beans) {
    MemoryTopics topics = new MemoryTopics(ends.recorder(), ends.facts());
    MemoryJms jms = new MemoryJms(ends.recorder(), ends.facts());
    MailFacts mails = new MailFacts(ends.recorder(), ends.facts());
    StandIns standIns =
        new StandIns()
            .with(S3Client.class, name -> ends.s3())
            .with(SqsClient.class, name -> ends.sqs())
            .with(RecordWriter.class, name -> topics::producer)
            .with(ConnectionFactory.class, name -> jms.factory())
            .with(MailTransport.class, name -> mails::send)
            .with(ReplaceSource.class, kind -> messages::replace);
    beans.registerBean("flowTestClock", Clock.class, () -> clock, bean -> bean.setPrimary(true));
    beans.registerBean("standIns", StandIns.class, () -> standIns);
    beans.registerBean("timer", TriggeredTimers.class, TriggeredTimers::new);
    beans.registerBean("flowTestSteps", CamelContextConfiguration.class, () -> new Prepare(steps));
  }

  /** Has folders polled only when a case asks for it, and the steps watched. */
  private record Prepare(WatchSteps steps) implements CamelContextConfiguration {
    @Override
    public void beforeApplicationStart(CamelContext camel) {
      camel.getCamelContextExtension().addInterceptStrategy(steps);
      camel
          .getCamelContextExtension()
          .registerEndpointCallback(
              (uri, endpoint) -> {
                if (endpoint instanceof FileEndpoint file) {
                  file.setStartScheduler(false);
                }
                return endpoint;
              });
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
      // Nothing is left to do.
    }
  }
}
