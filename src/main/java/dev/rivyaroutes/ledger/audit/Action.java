package dev.rivyaroutes.ledger.audit;

import java.util.Locale;
import java.util.stream.Stream;

/** What was ordered, and on which kind of thing. */
public enum Action {
  REPLAY(Thing.JOB),
  RELEASE(Thing.JOB),
  REDELIVER(Thing.JOB),
  CANCEL(Thing.JOB),
  TAKE_AGAIN(Thing.MESSAGE),
  ROTATE_SECRET(Thing.ACCOUNT),
  TEST_WEBHOOK(Thing.ACCOUNT),
  PAUSE_ACCOUNT(Thing.ACCOUNT),
  RESUME_ACCOUNT(Thing.ACCOUNT),
  RESTORE_FLOW(Thing.FLOW),
  SWITCH_OFF_FLOW(Thing.FLOW),
  SWITCH_ON_FLOW(Thing.FLOW),
  BULK_PLAN(Thing.BULK_ORDER),
  BULK_START(Thing.BULK_ORDER),
  BULK_PAUSE(Thing.BULK_ORDER),
  BULK_RESUME(Thing.BULK_ORDER),
  BULK_END(Thing.BULK_ORDER);

  /** The kinds of things that are ordered about. */
  public enum Thing {
    JOB,
    MESSAGE,
    ACCOUNT,
    FLOW,
    BULK_ORDER;

    public String word() {
      return Action.word(this);
    }
  }

  private final Thing thing;

  Action(Thing thing) {
    this.thing = thing;
  }

  public Thing thing() {
    return thing;
  }

  public String word() {
    return word(this);
  }

  public static boolean isKnown(String word) {
    return Stream.of(values()).anyMatch(action -> action.word().equals(word));
  }

  static Action fromColumn(String column) {
    return valueOf(column.replace('-', '_').toUpperCase(Locale.ROOT));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
