package dev.rivyaroutes.brief;

import dev.rivyaroutes.brief.form.MatchFileName;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.util.AntPathMatcher;

/**
 * Which files of a folder are briefs, by Ant patterns for their relative paths, in any letter case.
 */
public record FilePatterns(List<String> include, List<String> exclude) {

  /** Every file. */
  public static final FilePatterns ALL = new FilePatterns(List.of(), List.of());

  /** With other included files, by comma-separated patterns; every file for none. */
  public FilePatterns including(String patterns) {
    return new FilePatterns(list(patterns), exclude);
  }

  /** With other excluded files, by comma-separated patterns. */
  public FilePatterns excluding(String patterns) {
    return new FilePatterns(include, list(patterns));
  }

  private static List<String> list(String text) {
    return Arrays.stream(text.split(","))
        .map(one -> MatchFileName.composed(one.strip()))
        .filter(one -> !one.isEmpty())
        .toList();
  }

  /** Whether a file is a brief by its path. */
  public boolean accepts(String relative) {
    return (include.isEmpty() || matches(include, relative)) && !matches(exclude, relative);
  }

  /** Whether a sub-folder may contain briefs. */
  public boolean enters(String relative) {
    return !matches(exclude, relative);
  }

  private static boolean matches(List<String> patterns, String relative) {
    String path = MatchFileName.composed(relative);
    return patterns.stream()
        .anyMatch(pattern -> AntPathMatcher.INSTANCE.match(pattern, path, false));
  }
}
