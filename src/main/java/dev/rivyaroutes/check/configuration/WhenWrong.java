package dev.rivyaroutes.check.configuration;

import java.util.Locale;
import org.springframework.core.env.Environment;

/** What a wrong flow file does to the start. */
public enum WhenWrong {
  /** Its flow is not started; all others are. */
  STOP_FLOW,
  /** The program does not start. */
  STOP;

  static final String KEY = "rivya.flows.when-wrong";

  /** A wrong value is reported elsewhere, and counts as the default. */
  public static WhenWrong of(Environment environment) {
    String value = environment.getProperty(KEY, "").strip().toLowerCase(Locale.ROOT);
    return value.equals("stop") ? STOP : STOP_FLOW;
  }
}
