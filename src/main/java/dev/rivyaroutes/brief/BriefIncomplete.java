package dev.rivyaroutes.brief;

import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.brief.form.FileBrief;

/**
 * The brief cannot be used yet, because a file that belongs to it is missing. A source that can
 * wait hands it in again; from any other source it is refused.
 */
class BriefIncomplete extends BriefRefused {
  private final boolean withoutEnd;

  BriefIncomplete(String problem) {
    this(problem, false);
  }

  /**
   * @param withoutEnd whether it waits without a limit, as for a file that is being written
   */
  BriefIncomplete(String problem, boolean withoutEnd) {
    super(problem);
    this.withoutEnd = withoutEnd;
  }

  boolean mayWait(FileBrief file) {
    return file != null && (withoutEnd || file.mayWait());
  }
}
