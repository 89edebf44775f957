package dev.rivyaroutes.brief.form;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ScannerException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML as strictly as JSON: one document without aliases and custom tags. Only JSON numbers
 * are numbers; dates and numbers with leading zeros stay text.
 */
final class ReadYaml {
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Map<String, Boolean> BOOLEANS =
      Map.of(
          "true", true, "True", true, "TRUE", true, "false", false, "False", false, "FALSE", false);
  private static final Pattern NO_NUMBER =
      Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
  private static final Set<String> PLAIN_TAGS =
      Set.of("!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq");

  private static final int MOST_REWRITES = 20;

  private ReadYaml() {}

  static Object read(String text) throws InvalidSyntax {
    String known = text;
    for (int i = 0; i < MOST_REWRITES; i++) {
      try {
        return scan(known);
      } catch (ScannerException e) {
        known = rewritten(known, e);
      }
    }
    throw new InvalidSyntax(
        1, 1, "it has \\L or \\P in many texts; write \\u2028 or \\u2029", false);
  }

  /**
   * The scanner does not support the escapes of two line separators, which other programs write.
   * They are rewritten in the quoted text that it could not read.
   */
  private static String rewritten(String text, ScannerException e) throws InvalidSyntax {
    int at = e.getProblemMark().map(mark -> indexIn(text, mark)).orElse(-1);
    boolean separator =
        at > 0 && at < text.length() && (text.charAt(at) == 'L' || text.charAt(at) == 'P');
    if (!separator || !e.getProblem().startsWith("found unknown escape character")) {
      throw at(e.getProblemMark().orElse(null), cause(e.getProblem()));
    }
    StringBuilder known = new StringBuilder(text.substring(0, at - 1));
    int i = at - 1;
    for (; i < text.length() && text.charAt(i) != '"'; i++) {
      char escaped = text.charAt(i) == '\\' && i + 1 < text.length() ? text.charAt(i + 1) : 0;
      switch (escaped) {
        case 0 -> known.append(text.charAt(i));
        case 'L' -> known.append("\\u2028");
        case 'P' -> known.append("\\u2029");
        default -> known.append('\\').append(escaped);
      }
      i += escaped == 0 ? 0 : 1;
    }
    return known.append(text, i, text.length()).toString();
  }

  /** A mark counts code points. */
  private static int indexIn(String text, Mark mark) {
    return mark.getIndex() > text.codePointCount(0, text.length())
        ? text.length()
        : text.offsetByCodePoints(0, mark.getIndex());
  }

  private static Object scan(String text) throws InvalidSyntax {
    BuildTree tree = new BuildTree();
    // The scanner copies the rest of its buffer at each refill, so the buffer has the whole text.
    LoadSettings settings =
        LoadSettings.builder()
            .setBufferSize(text.length() + 1)
            .setCodePointLimit(Integer.MAX_VALUE)
            .build();
    Mark place = null;
    try {
      for (Event event : new Parse(settings).parseString(text)) {
        place = event.getStartMark().orElse(place);
        take(tree, event);
      }
      return tree.root();
    } catch (BriefRefused e) {
      throw at(place, e.getMessage());
    } catch (ScannerException e) {
      throw e;
    } catch (MarkedYamlEngineException e) {
      throw at(e.getProblemMark().orElse(place), cause(e.getProblem()));
    } catch (YamlEngineException e) {
      throw at(place, "it has a character that YAML does not allow; write it as an escape");
    } catch (RuntimeException e) {
      throw at(place, null);
    }
  }

  private static InvalidSyntax at(Mark place, String cause) {
    return place == null
        ? new InvalidSyntax(1, 1, cause, false)
        : new InvalidSyntax(place.getLine() + 1L, place.getColumn() + 1L, cause, false);
  }

  private static void take(BuildTree tree, Event event) throws BriefRefused {
    switch (event.getEventId()) {
      case DocumentStart -> {
        if (tree.isDone()) {
          throw new BriefRefused("there are several documents in it; send one a file");
        }
      }
      case Alias ->
          throw new BriefRefused(
              "it uses a YAML alias (%s), which is not supported. Write the value out"
                  .formatted(BriefText.quote("*" + ((AliasEvent) event).getAlias())));
      case MappingStart -> {
        begin(tree, (CollectionStartEvent) event);
        tree.beginObject();
      }
      case SequenceStart -> {
        begin(tree, (CollectionStartEvent) event);
        tree.beginList();
      }
      case MappingEnd, SequenceEnd -> tree.end();
      case Scalar -> scalar(tree, (ScalarEvent) event);
      default -> {
        // The start and end of the stream and its documents.
      }
    }
  }

  private static void begin(BuildTree tree, CollectionStartEvent event) throws BriefRefused {
    requirePlain(event.getTag());
    if (tree.expectsKey()) {
      throw new BriefRefused("a key is a list or an object; give it a text");
    }
  }

  private static void requirePlain(Optional<String> tag) throws BriefRefused {
    if (tag.isPresent() && !PLAIN_TAGS.contains(tag.get())) {
      throw new BriefRefused(
          "it uses the YAML tag %s, which is not supported. Remove it"
              .formatted(BriefText.quote(tag.get())));
    }
  }

  private static void scalar(BuildTree tree, ScalarEvent event) throws BriefRefused {
    requirePlain(event.getTag());
    if (tree.expectsKey()) {
      tree.key(event.getValue());
    } else {
      boolean plain = event.isPlain() && event.getTag().isEmpty();
      tree.value(plain ? plain(event.getValue()) : event.getValue());
    }
  }

  private static Object plain(String text) throws BriefRefused {
    if (NULLS.contains(text)) {
      return null;
    }
    if (BOOLEANS.containsKey(text)) {
      return BOOLEANS.get(text);
    }
    if (NO_NUMBER.matcher(text).matches()) {
      throw new BriefRefused(BriefText.quote(text) + " is not a number; put a text into quotes");
    }
    String number = text.startsWith(".") ? "0" + text : text.replaceFirst("^-\\.", "-0.");
    return JsonNumbers.isNumber(number) ? JsonNumbers.read(number) : text;
  }

  private static String cause(String problem) {
    if (problem == null) {
      return null;
    }
    if (problem.contains("'\\t'") || problem.contains("\\t(TAB)")) {
      return "it is indented with a tab; YAML allows only spaces";
    }
    if (problem.contains("mapping values are not allowed")) {
      return "a colon within a text; put the text into quotes";
    }
    return problem.contains("could not find expected ':'")
        ? "a line has no colon after its key"
        : null;
  }
}
