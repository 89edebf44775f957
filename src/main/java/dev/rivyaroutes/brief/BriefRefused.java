package dev.rivyaroutes.brief;

/** A brief cannot be used. The message names the thing, the reason and the remedy. */
public class BriefRefused extends Exception {
  public BriefRefused(String message) {
    super(message);
  }
}
