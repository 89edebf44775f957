package dev.rivyaroutes.engine;

/** Another process has taken a job over; the work on it ends here and changes nothing. */
class LeaseLost extends RuntimeException {
  LeaseLost(String jobId) {
    super("another process works on job " + jobId + " now");
  }
}
