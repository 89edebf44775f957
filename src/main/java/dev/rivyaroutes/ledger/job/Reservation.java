package dev.rivyaroutes.ledger.job;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * Credits that a job reserves, from before its first send until it is settled.
 *
 * @param credits the number of credits
 * @param day the day in UTC whose budget they count against
 */
public record Reservation(BigDecimal credits, LocalDate day) {}
