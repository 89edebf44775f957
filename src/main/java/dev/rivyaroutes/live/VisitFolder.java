package dev.rivyaroutes.live;

import dev.rivyaroutes.brief.folder.FolderDropSettings;
import dev.rivyaroutes.brief.folder.PeekFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at the folders of this machine. Permissions are asked for, and no file is written. */
final class VisitFolder {
  private static final String USER = System.getProperty("user.name");

  void source(LiveUse use, Seen seen) throws IOException {
    FolderDropSettings settings = new FolderDropSettings();
    settings.setDirectory(use.value("directory"));
    settings.setInclude(use.value("include", "**"));
    settings.setExclude(use.value("exclude", "**/.*"));
    settings.setDone(use.value("done", ".done"));
    settings.setRefused(use.value("refused", ".refused"));
    PeekFolder folder = new PeekFolder(settings, !use.value("recursive").equals("false"));
    List<String> problems = new ArrayList<>();
    requireReadable(folder.root(), problems);
    folder.targets().forEach(target -> requireWritable(target, problems));
    // A file leaves the folder when it is moved.
    requireWritable(folder.root(), problems);
    if (report(problems, seen)) {
      return;
    }
    var oldest = folder.oldest();
    seen.info(
        oldest.isPresent()
            ? "The folder %s can be read and written.".formatted(folder.root())
            : "The folder %s can be read and written; no file waits in it."
                .formatted(folder.root()));
    if (oldest.isPresent()) {
      seen.sample(Sample.file(use, oldest.get()));
    }
  }

  void sink(LiveUse use, Seen seen) {
    List<String> problems = new ArrayList<>();
    Path folder = Path.of(use.value("directory")).toAbsolutePath().normalize();
    requireWritable(folder, problems);
    if (!report(problems, seen)) {
      seen.info("The folder %s can be written.".formatted(folder));
    }
  }

  private static boolean report(List<String> problems, Seen seen) {
    problems.stream()
        .distinct()
        .forEach(
            problem ->
                seen.error(problem, "Give the user that runs the program the permission there."));
    return !problems.isEmpty();
  }

  private static void requireReadable(Path folder, List<String> problems) {
    if (Files.exists(folder) && !(Files.isReadable(folder) && Files.isExecutable(folder))) {
      problems.add("The user %s may not read the folder %s.".formatted(USER, folder));
    }
  }

  /** A folder that does not exist is created, so the nearest one above it counts. */
  private static void requireWritable(Path folder, List<String> problems) {
    Path there = folder;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null || !Files.isDirectory(there)) {
      problems.add("%s is not a folder.".formatted(there == null ? folder : there));
    } else if (!(Files.isWritable(there) && Files.isExecutable(there))) {
      problems.add(
          "The user %s may not write into the folder %s%s."
              .formatted(
                  USER, there, there.equals(folder) ? "" : ", in which " + folder + " is created"));
    }
  }
}
