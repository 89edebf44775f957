package dev.rivyaroutes.engine.queue;

import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.database.DatabaseAvailability;
import dev.rivyaroutes.ledger.database.Heartbeats;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What every loop that claims work needs. */
@Component
public record LoopBeans(
    WorkSignal signal, Clock clock, DatabaseAvailability ledger, Heartbeats hearts) {}
