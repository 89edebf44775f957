package dev.rivyaroutes.plan;

import dev.rivyaroutes.brief.again.RebuiltBrief;
import dev.rivyaroutes.flowtest.brief.GivenBrief;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.media.file.MediaFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the files of rebuilt briefs from the media store, and stands in for those that are gone.
 */
final class ReadFiles {
  private final Path media;
  private int standIns;

  /**
   * @param media the folder of the media store; null if it is not on this machine
   */
  ReadFiles(Path media) {
    this.media = media;
  }

  /** How many references were replaced, because their bytes are not here any more. */
  int standIns() {
    return standIns;
  }

  GivenBrief read(RebuiltBrief brief) throws IOException {
    Map<String, byte[]> bytes = new HashMap<>();
    for (JobFile file : brief.files().values()) {
      if (!bytes.containsKey(file.sha256())) {
        bytes.put(file.sha256(), bytes(file));
      }
    }
    return new GivenBrief(brief, bytes);
  }

  private byte[] bytes(JobFile file) throws IOException {
    String hash = file.sha256();
    Path stored = media == null ? null : MediaFiles.of(media, hash);
    if (stored != null && Files.isReadable(stored)) {
      return Files.readAllBytes(stored);
    }
    standIns++;
    return StandIn.of(file.contentType(), file.name());
  }
}
