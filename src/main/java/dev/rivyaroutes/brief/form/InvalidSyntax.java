package dev.rivyaroutes.brief.form;

/** A text is not valid in its language, or more than is read of it. */
final class InvalidSyntax extends Exception {
  private final boolean endsEarly;

  /**
   * @param cause what is wrong, in lower case and without a full stop; null where only the place is
   *     known
   */
  InvalidSyntax(long line, long column, String cause, boolean endsEarly) {
    super("(line " + line + ", column " + column + ")" + (cause == null ? "" : ": " + cause));
    this.endsEarly = endsEarly;
  }

  /** Whether it is only a beginning. */
  boolean endsEarly() {
    return endsEarly;
  }
}
