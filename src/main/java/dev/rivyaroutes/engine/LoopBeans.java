package dev.rivyaroutes.engine;

import dev.rivyaroutes.ledger.Heartbeats;
import dev.rivyaroutes.ledger.LedgerState;
import dev.rivyaroutes.ledger.WorkSignal;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What every loop that claims work needs. */
@Component
record LoopBeans(WorkSignal signal, Clock clock, LedgerState ledger, Heartbeats hearts) {}
