package dev.rivyaroutes.ledger.progress;

import dev.rivyaroutes.ledger.job.JobFile;
import java.math.BigDecimal;

/**
 * An answer in a chat.
 *
 * @param id Rivya's id of the answer
 * @param session the session at Rivya; may be null
 * @param result what the ledger stores of it: a JSON object
 * @param file the answer as a text file in the media store
 * @param reserved the credits that Rivya reserved; may be null
 * @param settled what it finally cost; may be null
 */
public record TurnAnswer(
    String id,
    String session,
    String result,
    JobFile file,
    BigDecimal reserved,
    BigDecimal settled) {}
