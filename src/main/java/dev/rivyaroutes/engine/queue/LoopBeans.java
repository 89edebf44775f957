package dev.rivyaroutes.engine.queue;

import dev.rivyaroutes.ledger.commit.WorkSignal;
import dev.rivyaroutes.ledger.database.Heartbeats;
import dev.rivyaroutes.ledger.database.LedgerState;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What every loop that claims work needs. */
@Component
public record LoopBeans(WorkSignal signal, Clock clock, LedgerState ledger, Heartbeats hearts) {}
