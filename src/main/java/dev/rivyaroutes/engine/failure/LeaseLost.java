package dev.rivyaroutes.engine.failure;

/** Another process has taken a job over; the work on it ends here and changes nothing. */
public class LeaseLost extends RuntimeException {
  public LeaseLost(String jobId) {
    super("another process works on job " + jobId + " now");
  }
}
