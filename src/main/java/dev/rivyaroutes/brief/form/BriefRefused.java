package dev.rivyaroutes.brief.form;

import dev.rivyaroutes.Printable;

/** A brief cannot be used. The message names the thing, the reason and the remedy. */
public class BriefRefused extends Exception {
  public BriefRefused(String message) {
    super(Printable.line(message));
  }
}
