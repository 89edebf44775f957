package dev.rivyaroutes.brief.form;

/** A text is not valid JSON or YAML, or exceeds a limit. */
final class InvalidSyntax extends Exception {
  private final boolean endsEarly;

  /**
   * @param cause what is wrong, in lower case and without a full stop; null where only the position
   *     is known
   */
  InvalidSyntax(long line, long column, String cause, boolean endsEarly) {
    super("(line " + line + ", column " + column + ")" + (cause == null ? "" : ": " + cause));
    this.endsEarly = endsEarly;
  }

  /** Whether the text ends before it is complete. */
  boolean endsEarly() {
    return endsEarly;
  }
}
