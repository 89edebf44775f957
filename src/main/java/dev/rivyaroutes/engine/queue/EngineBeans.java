package dev.rivyaroutes.engine.queue;

import dev.rivyaroutes.brief.AcceptBrief;
import dev.rivyaroutes.engine.flow.Flows;
import dev.rivyaroutes.ledger.outbox.Sinks;
import org.springframework.stereotype.Component;

/** What the ledger's endpoints need. */
@Component
record EngineBeans(
    JobQueues jobQueues,
    DeliveryQueues deliveryQueues,
    Flows flows,
    Sinks sinks,
    AcceptBrief acceptBrief,
    LoopBeans loops) {}
