package dev.rivyaroutes.delivery;

import dev.rivyaroutes.FileNames;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    Map<String, String> values = values(result);
    values.put("n", Integer.toString(file.n()));
    values.put("ext", FileNames.clean(file.extension()));
    String name = FileNames.path(fill(template, values));
    boolean ambiguous = !template.contains("{n}") && result.files().size() > 1;
    return ambiguous ? append(name, "-" + file.n()) : name;
  }

  /** The name for the document of a failed result, beside where its files would be. */
  public String errorName(Result result) {
    Map<String, String> values = values(result);
    values.put("n", "0");
    values.put("ext", "json");
    return FileNames.path(fill(FileNames.folder(template) + "{source}.error.json", values));
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

  private static Map<String, String> values(Result result) {
    String source = result.sourceName() == null ? "" : result.sourceName().replaceAll("/+$", "");
    int slash = source.lastIndexOf('/');
    String base = FileNames.clean(withoutExtension(source.substring(slash + 1)));
    Map<String, String> values = new LinkedHashMap<>();
    values.put("source", base.isEmpty() ? FileNames.clean(result.jobId()) : base);
    values.put("path", slash < 0 ? "" : FileNames.folders(source.substring(0, slash)));
    values.put("job", FileNames.clean(result.jobId()));
    values.put("flow", FileNames.clean(result.flow()));
    values.put("model", FileNames.clean(result.model()));
    values.put("sink", FileNames.clean(result.sink()));
    return values;
  }

  private static String withoutExtension(String segment) {
    int dot = segment.lastIndexOf('.');
    return dot > 0 ? segment.substring(0, dot) : segment;
  }

  private static String fill(String template, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(found -> Matcher.quoteReplacement(values.get(found.group(1))));
  }

  private static IllegalArgumentException refused(String template, String why) {
    return new IllegalArgumentException(
        "The name template \"%s\" cannot be used: %s. Use text and {%s}."
            .formatted(template, why, String.join("}, {", PLACEHOLDERS)));
  }
}
