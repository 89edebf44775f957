package dev.rivyaroutes.ledger.audit;

/**
 * Who gives an order.
 *
 * @param name the caller's name
 * @param role the role at that time; may be null
 * @param login how the caller signed in: token, password, oidc or local; may be null
 */
public record Author(String name, String role, String login) {}
