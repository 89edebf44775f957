package dev.rivyaroutes.rivya.model;

import java.math.BigDecimal;

/**
 * What one call of a model costs, by the catalogue.
 *
 * @param least the base credits; null if they are unknown
 * @param most the same for a model with a fixed price; null if it depends on what comes out
 * @param billing how Rivya bills it, such as FIXED or METERED; empty if that is unknown
 */
public record Price(BigDecimal least, BigDecimal most, String billing) {

  private static final String FIXED = "FIXED";

  static Price of(Model model) {
    String billing = model.item().path("billing_type").asText("");
    BigDecimal base = model.baseCredits();
    return new Price(base, billing.equals(FIXED) ? base : null, billing);
  }
}
