package dev.rivyaroutes.http;

/** Ends a call with a problem document. */
class ProblemException extends Exception {
  private final transient Problem problem;

  ProblemException(Problem problem) {
    super(problem.detail());
    this.problem = problem;
  }

  ProblemException(int status, String word, String detail) {
    this(Problem.of(status, word, detail));
  }

  Problem problem() {
    return problem;
  }

  /** Refusals are answers, not faults: a stack trace would only cost time. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
