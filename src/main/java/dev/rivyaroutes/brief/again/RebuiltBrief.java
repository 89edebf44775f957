package dev.rivyaroutes.brief.again;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.ledger.search.PastBrief;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A brief as its source handed it in, rebuilt from what the ledger keeps of it.
 *
 * @param body a text, or the fields of a document; null if the brief is a media file
 * @param media the media file that is the brief; else null
 * @param variables what the source set beside it
 * @param files its files, by the names that the document uses
 */
public record RebuiltBrief(
    PastBrief past,
    Object body,
    JobFile media,
    Map<String, Object> variables,
    Map<String, JobFile> files) {

  /**
   * The file of this name. A path that the ledger does not keep is found by its end, if only one
   * content has that.
   */
  Optional<JobFile> file(String name) {
    JobFile exact = files.get(name);
    if (exact != null) {
      return Optional.of(exact);
    }
    String last = FileNames.last(name, "");
    List<JobFile> named =
        files.values().stream().filter(file -> last.equals(nameBeside(file))).toList();
    return named.stream().map(JobFile::sha256).distinct().count() == 1
        ? Optional.of(named.get(0))
        : Optional.empty();
  }

  /** The name by which a document refers to a file. */
  static String nameBeside(JobFile file) {
    return file.beside() == null ? file.name() : file.beside();
  }
}
