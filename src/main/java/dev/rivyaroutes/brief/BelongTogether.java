package dev.rivyaroutes.brief;

import dev.rivyaroutes.brief.form.BriefFormat;
import dev.rivyaroutes.brief.form.BriefText;
import dev.rivyaroutes.brief.form.NamesAlike;
import dev.rivyaroutes.ledger.accept.ReferenceUse;
import java.util.List;

/** Tells which files belong together. */
public final class BelongTogether {

  private BelongTogether() {}

  /** Whether a job's brief is a document that names this file, from its own folder or above. */
  static boolean names(ReferenceUse use, String file) {
    String document = use.sourceName().replaceFirst("#\\d+$", "");
    return BriefFormat.ofEnding(document).isDocument()
        && file.startsWith(folder(document))
        && NamesAlike.find(use.fileName(), List.of(BriefText.plainName(file))).isPresent();
  }

  /** The part of a path up to its last slash. */
  public static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }
}
