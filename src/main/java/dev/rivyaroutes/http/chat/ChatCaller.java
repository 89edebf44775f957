package dev.rivyaroutes.http.chat;

import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.ledger.search.JobDetails;

/** A caller that waits for the end of a chat turn. */
interface ChatCaller {

  /** The job of the turn. */
  String job();

  /** Whether it has gone away, so that nobody needs to tell it anything. */
  boolean isGone();

  /** Whether it has waited as long as callers do. */
  boolean hasWaited();

  /** The turn goes on, and so does the wait. */
  void goesOn();

  /** The turn has not ended, but the wait has. */
  void pending(JobDetails turn);

  /** The turn has ended, with an answer or without. */
  void ended(JobDetails turn);

  /** It is not known, and will not be, what became of the turn. */
  void failed(Problem problem);
}
