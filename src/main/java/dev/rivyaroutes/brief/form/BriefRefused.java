package dev.rivyaroutes.brief.form;

import dev.rivyaroutes.Printable;

/** A brief cannot be used. The message has what, why and what to do. */
public class BriefRefused extends Exception {
  public BriefRefused(String message) {
    super(Printable.line(message));
  }
}
