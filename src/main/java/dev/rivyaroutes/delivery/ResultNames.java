package dev.rivyaroutes.delivery;

import dev.rivyaroutes.FileNames;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names delivered files by a template such as {@code {source}-{n}.{ext}}. A file of a job always
 * gets the same name, so that a repeated delivery finds its own file. Two files of one job never
 * share a name; where two jobs do, sinks use {@link #withJob}. Names are relative and safe for any
 * brief, with {@code /} between folders.
 */
public final class ResultNames {

  public static final String DEFAULT_TEMPLATE = "{source}-{n}.{ext}";

  private static final List<String> PLACEHOLDERS =
      List.of("source", "path", "n", "ext", "job", "flow", "model", "sink");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");
  private static final int JOB_CHARS = 8;

  private final String template;

  private ResultNames(String template) {
    this.template = template;
  }

  /**
   * @param template the template; null or blank for {@link #DEFAULT_TEMPLATE}
   * @throws IllegalArgumentException when it cannot name files, with the remedy in its message
   */
  public static ResultNames of(String template) {
    String text = template == null || template.isBlank() ? DEFAULT_TEMPLATE : template.strip();
    Matcher found = PLACEHOLDER.matcher(text);
    while (found.find()) {
      if (!PLACEHOLDERS.contains(found.group(1))) {
        throw refused(text, "{" + found.group(1) + "} is not a placeholder");
      }
    }
    String literals = PLACEHOLDER.matcher(text).replaceAll("x");
    if (literals.contains("{") || literals.contains("}")) {
      throw refused(text, "it has an unmatched brace");
    }
    if (Arrays.asList(literals.split("/")).contains("..") || literals.contains("\\")) {
      throw refused(text, "it must not contain .. or \\");
    }
    if (literals.endsWith("/")) {
      throw refused(text, "it ends with / and names a folder");
    }
    return new ResultNames(text);
  }

  public String name(Result result, ResultFile file) {
    String n = Integer.toString(file.n());
    String name = FileNames.path(fill(template, result, n, FileNames.clean(file.extension())));
    boolean ambiguous = !template.contains("{n}") && result.files().size() > 1;
    return ambiguous ? append(name, "-" + file.n()) : name;
  }

  /** The name for the document of a failed result, beside where its files would be. */
  public String errorName(Result result) {
    String error = FileNames.folder(template) + "{source}.error.json";
    return FileNames.path(fill(error, result, "0", "json"));
  }

  /** The name for a file whose first name is in use, with the end of the job's id in it. */
  public static String withJob(String name, String jobId) {
    int from = Math.max(0, jobId.length() - JOB_CHARS);
    return append(name, "-" + FileNames.clean(jobId.substring(from)));
  }

  private static String append(String name, String suffix) {
    String folder = FileNames.folder(name);
    return folder + FileNames.append(name.substring(folder.length()), suffix);
  }

  private static String source(Result result) {
    String path = sourcePath(result);
    String base = FileNames.clean(withoutExtension(path.substring(path.lastIndexOf('/') + 1)));
    return base.isEmpty() ? FileNames.clean(result.jobId()) : base;
  }

  private static String folders(Result result) {
    String path = sourcePath(result);
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : FileNames.folders(path.substring(0, slash));
  }

  /** The name of the source without slashes at its end. */
  private static String sourcePath(Result result) {
    String path = result.sourceName() == null ? "" : result.sourceName();
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  private static String withoutExtension(String segment) {
    int dot = segment.lastIndexOf('.');
    return dot > 0 ? segment.substring(0, dot) : segment;
  }

  private static String fill(String template, Result result, String n, String extension) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), result, n, extension)));
  }

  private static String value(String placeholder, Result result, String n, String extension) {
    return switch (placeholder) {
      case "source" -> source(result);
      case "path" -> folders(result);
      case "n" -> n;
      case "ext" -> extension;
      case "job" -> FileNames.clean(result.jobId());
      case "flow" -> FileNames.clean(result.flow());
      case "model" -> FileNames.clean(result.model());
      case "sink" -> FileNames.clean(result.sink());
      default -> throw new IllegalStateException(placeholder);
    };
  }

  private static IllegalArgumentException refused(String template, String why) {
    return new IllegalArgumentException(
        "The name template \"%s\" cannot be used: %s. Use text and {%s}."
            .formatted(template, why, String.join("}, {", PLACEHOLDERS)));
  }
}
