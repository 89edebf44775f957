package dev.rivyaroutes.simulator.trouble;

import com.fasterxml.jackson.databind.EnumNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.EnumNaming;

/**
 * The operations that are counted and that trouble can apply to; ANY means all, in trouble only.
 */
@EnumNaming(SnakeCaseStrategy.class)
public enum Operation {
  CREATE("generations:create"),
  STATUS("generations:read"),
  UPLOAD("files:create"),
  FILE("files:read"),
  CREDITS("credits:read"),
  WEBHOOK_CREATE("webhooks:manage"),
  WEBHOOK_ROTATE("webhooks:manage"),
  WEBHOOK_EVENTS("webhooks:manage"),
  WEBHOOKS("webhooks:manage"),
  CHAT("chat:create"),
  CHAT_STREAM("chat:create"),
  CHAT_SESSIONS("chat:read"),
  MODELS(null),
  MEDIA(null),
  OTHER(null),
  ANY(null);

  private final String scope;

  Operation(String scope) {
    this.scope = scope;
  }

  /** The scope that a key needs, or null where no key is needed. */
  public String scope() {
    return scope;
  }
}
