package dev.rivyaroutes.brief.schedule;

/** What becomes of the times that passed while nobody could take them. */
enum MissedTimes {
  /** One brief for all of them, with the latest. */
  ONCE,
  /** No brief. */
  SKIP
}
