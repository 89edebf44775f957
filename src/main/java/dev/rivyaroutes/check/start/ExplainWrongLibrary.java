package dev.rivyaroutes.check.start;

import dev.rivyaroutes.FailureChain;
import dev.rivyaroutes.check.FileLine;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Reports a jar of {@code lib/} that lacks other jars, or does not fit the program. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ExplainWrongLibrary extends AbstractFailureAnalyzer<LinkageError> {

  private final Function<String, Optional<Path>> jarOf;

  ExplainWrongLibrary() {
    this(ExplainWrongLibrary::addedJarOf);
  }

  /**
   * @param jarOf the jar of lib/ that has a class; empty for other classes
   */
  ExplainWrongLibrary(Function<String, Optional<Path>> jarOf) {
    this.jarOf = jarOf;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, LinkageError cause) {
    return blamed(cause, jarOf)
        .map(FileLine::below)
        .map(
            jar ->
                cause instanceof NoClassDefFoundError
                    ? missing(jar, cause)
                    : new FailureAnalysis(
                        "%s does not fit this program: %s.".formatted(jar, cause.getMessage()),
                        "Put another version of it into lib/ in its place, one for Camel %s and Java %d."
                            .formatted(
                                CheckLibraries.versionOfCamel(), Runtime.version().feature()),
                        cause))
        .orElse(null);
  }

  private static FailureAnalysis missing(String jar, LinkageError cause) {
    return new FailureAnalysis(
        "%s needs the class %s, which is in no jar."
            .formatted(jar, String.valueOf(cause.getMessage()).replace('/', '.')),
        "Put the jar that has it into lib/ too: a component needs the jars that it depends on.",
        cause);
  }

  /** Whether a jar of lib/ is the reason, so that a restart does not help. */
  static boolean isReason(Throwable failure) {
    LinkageError cause = FailureChain.find(failure, LinkageError.class);
    return cause != null && blamed(cause, ExplainWrongLibrary::addedJarOf).isPresent();
  }

  private static Optional<Path> blamed(LinkageError cause, Function<String, Optional<Path>> jarOf) {
    return List.of(cause.getStackTrace()).stream()
        .map(StackTraceElement::getClassName)
        .distinct()
        .map(jarOf)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Path> addedJarOf(String name) {
    List<Path> added = AddedLibraries.find(Path.of(""));
    if (added.isEmpty()) {
      return Optional.empty();
    }
    try {
      Class<?> type = Class.forName(name, false, ExplainWrongLibrary.class.getClassLoader());
      CodeSource source = type.getProtectionDomain().getCodeSource();
      return Optional.ofNullable(source)
          .map(CodeSource::getLocation)
          .filter(AddedLibraries::isFile)
          .map(AddedLibraries::path)
          .filter(added::contains);
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }
}
