package dev.rivyaroutes.brief.message;

/** A message was read ahead of one that failed; the next poll reads it again. */
final class PollEnded extends Exception {
  private static final long serialVersionUID = 1L;
}
