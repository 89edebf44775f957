package dev.rivyaroutes.delivery.mail;

import dev.rivyaroutes.delivery.Result;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes subjects from a template such as {@code Re: {subject}}. */
final class SubjectTemplate {

  private static final int LONGEST = 200;
  private static final List<String> PLACEHOLDERS =
      List.of("subject", "source", "status", "flow", "model", "job");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]*)}");

  /** The prefixes of replies in the usual languages, also repeated or counted. */
  private static final Pattern REPLY =
      Pattern.compile(
          "(?iu)^(?:\\s*(?:re|aw|antw|antwort|sv|vs|rif|odp|ynt|回复|答复|返信)\\s*(?:\\[\\d+]|\\(\\d+\\))?\\s*[:：])+\\s*");

  private final String template;

  private SubjectTemplate(String template) {
    this.template = template;
  }

  /**
   * @param template the template; blank for the default of each mail
   * @throws IllegalArgumentException when it cannot be used, with the remedy
   */
  static SubjectTemplate of(String template) {
    Matcher found = PLACEHOLDER.matcher(template);
    while (found.find()) {
      if (!PLACEHOLDERS.contains(found.group(1))) {
        throw refused(template, found.group() + " is not a placeholder");
      }
    }
    String literals = PLACEHOLDER.matcher(template).replaceAll("");
    if (literals.contains("{") || literals.contains("}")) {
      throw refused(template, "it has an unmatched brace");
    }
    return new SubjectTemplate(template.strip());
  }

  /** The subject on one line. */
  String subject(Result result, Asker asker, boolean reply) {
    Map<String, String> values =
        Map.of(
            "subject", subjectOf(asker),
            "source", result.sourceName() == null ? result.jobId() : result.sourceName(),
            "status", result.status(),
            "flow", result.flow(),
            "model", result.model() == null ? "" : result.model(),
            "job", result.jobId());
    String filled =
        PLACEHOLDER
            .matcher(template.isEmpty() ? byDefault(result, reply) : template)
            .replaceAll(found -> Matcher.quoteReplacement(values.get(found.group(1))));
    return MailText.line(filled, LONGEST);
  }

  private static String byDefault(Result result, boolean reply) {
    if (reply) {
      return "Re: {subject}";
    }
    return result.succeeded() ? "{source}: result" : "{source}: failed";
  }

  private static String subjectOf(Asker asker) {
    String line = MailText.line(asker.subject(), Integer.MAX_VALUE);
    String bare = REPLY.matcher(line).replaceFirst("");
    return bare.isEmpty() ? "your request" : bare;
  }

  private static IllegalArgumentException refused(String template, String why) {
    return new IllegalArgumentException(
        "mail-result-sink has subject: \"%s\", which cannot be used: %s. Use text and {%s}."
            .formatted(template, why, String.join("}, {", PLACEHOLDERS)));
  }
}
