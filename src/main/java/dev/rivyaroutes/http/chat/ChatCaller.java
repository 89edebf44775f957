package dev.rivyaroutes.http.chat;

import dev.rivyaroutes.http.Problem;
import dev.rivyaroutes.ledger.search.JobDetails;

/** A caller that waits for the end of a chat turn. */
interface ChatCaller {

  String job();

  /** Whether it has disconnected and needs no answer. */
  boolean isDisconnected();

  boolean isWaitOver();

  /** The turn is not finished, and the wait continues. */
  void keepWaiting();

  /** The wait is over before the turn is finished. */
  void pending(JobDetails turn);

  /** The turn has finished, with an answer or without. */
  void ended(JobDetails turn);

  /** The outcome of the turn cannot be found out. */
  void failed(Problem problem);
}
