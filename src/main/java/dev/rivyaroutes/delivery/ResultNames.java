package dev.rivyaroutes.delivery;

import dev.rivyaroutes.FileNames;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names for delivered files, made from a template such as {@code {source}-{n}.{ext}}. The same file
 * of the same job always gets the same name, so a repeated delivery meets its own file. Two files
 * of one job never share a name; two jobs may, which sinks settle with {@link #withJob}.
 *
 * <p>Names are relative, with {@code /} between folders, and safe whatever the brief was called.
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
        throw refused(text, "{" + found.group(1) + "} is not known");
      }
    }
    String literals = PLACEHOLDER.matcher(text).replaceAll("x");
    if (literals.contains("{") || literals.contains("}")) {
      throw refused(text, "a brace stands alone");
    }
    if (Arrays.asList(literals.split("/")).contains("..") || literals.contains("\\")) {
      throw refused(text, "it must not leave its folder with .. or \\");
    }
    if (literals.endsWith("/")) {
      throw refused(text, "it ends with / and so names a folder");
    }
    return new ResultNames(text);
  }

  /** The name for one file of a result. */
  public String name(Result result, ResultFile file) {
    Map<String, String> values = values(result);
    values.put("n", Integer.toString(file.n()));
    values.put("ext", FileNames.clean(file.extension()));
    String name = FileNames.path(fill(template, values));
    boolean ambiguous = !template.contains("{n}") && result.files().size() > 1;
    return ambiguous ? append(name, "-" + file.n()) : name;
  }

  /**
   * The name for the document of a failed result: where its files would be, {@code .error.json}.
   */
  public String errorName(Result result) {
    Map<String, String> values = values(result);
    values.put("n", "0");
    values.put("ext", "json");
    String folders = template.substring(0, template.lastIndexOf('/') + 1);
    return FileNames.path(fill(folders + "{source}.error.json", values));
  }

  /**
   * Another name for a file whose own name is taken by somebody else's: the last 8 characters of
   * the job's id go before the extension.
   */
  public static String withJob(String name, String jobId) {
    int from = Math.max(0, jobId.length() - JOB_CHARS);
    return append(name, "-" + FileNames.clean(jobId.substring(from)));
  }

  private static String append(String name, String suffix) {
    int slash = name.lastIndexOf('/') + 1;
    return name.substring(0, slash) + FileNames.append(name.substring(slash), suffix);
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
