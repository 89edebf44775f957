package dev.rivyaroutes.brief.mail.content;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.brief.mail.content.part.FoundFile;
import dev.rivyaroutes.media.DetectMediaType;
import dev.rivyaroutes.media.MediaKind;
import dev.rivyaroutes.media.MediaType;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Gives the files of a mail safe names, each of which only one of them has. */
final class NameFiles {
  private static final Pattern EXTENSION = Pattern.compile(".+\\.[A-Za-z0-9]{1,10}");

  /** Extensions of documents by their declared types. */
  private static final Map<String, String> DOCUMENTS =
      Map.of(
          "application/json", "json",
          "application/yaml", "yaml",
          "application/x-yaml", "yaml",
          "text/yaml", "yaml",
          "text/x-yaml", "yaml",
          "text/csv", "csv",
          "text/tab-separated-values", "tsv",
          "application/jsonl", "jsonl",
          "application/x-ndjson", "jsonl",
          "text/plain", "txt");

  private final Set<String> taken = new HashSet<>();

  String name(FoundFile file, MediaType media) {
    String name = shown(file);
    if (!EXTENSION.matcher(name).matches()) {
      name = name + "." + extension(file.type(), media);
    }
    String unique = name;
    for (int n = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); n++) {
      unique = FileNames.append(name, "-" + n);
    }
    return unique;
  }

  /** The safe name, which other files may have. */
  static String shown(FoundFile file) {
    return FileNames.last(file.name().replace('\\', '/'), "attachment");
  }

  private static String extension(String type, MediaType media) {
    if (media.kind() != MediaKind.OTHER) {
      return media.extension();
    }
    String document = DOCUMENTS.get(type);
    return document == null ? DetectMediaType.extension(type) : document;
  }
}
