package dev.rivyaroutes.engine.settle;

/** Another process owns the job now; the work on it ends here without effect. */
public class LeaseLost extends RuntimeException {
  public LeaseLost(String jobId) {
    super("another process owns job " + jobId + " now");
  }
}
