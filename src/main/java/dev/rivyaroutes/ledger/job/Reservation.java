package dev.rivyaroutes.ledger.job;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * Credits that a job has reserved, from before its first send until it is settled.
 *
 * @param credits how many
 * @param day the day in UTC whose budgets they are taken from
 */
public record Reservation(BigDecimal credits, LocalDate day) {}
