package dev.rivyaroutes.check;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The direct sub-packages are the modules, and this is the map of who may use whom. The package
 * above them holds the names that all share; only the program's start looks down from there.
 */
@AnalyzeClasses(packages = ModulesTest.BASE, importOptions = ImportOption.DoNotIncludeTests.class)
class ModulesTest {

  static final String BASE = "dev.rivyaroutes";

  /** What each module may use besides itself and the shared names. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("ledger", Set.of()),
          Map.entry("chat", Set.of()),
          Map.entry("log", Set.of()),
          Map.entry("outbound", Set.of()),
          Map.entry("media", Set.of("outbound")),
          Map.entry("simulator", Set.of()),
          Map.entry("webhook", Set.of("ledger")),
          Map.entry("account", Set.of("ledger", "webhook")),
          Map.entry("brief", Set.of("ledger", "media")),
          Map.entry("delivery", Set.of("ledger", "media", "outbound")),
          Map.entry("rivya", Set.of("account", "brief", "ledger", "media", "outbound")),
          Map.entry("http", Set.of("brief", "chat", "ledger", "media", "webhook")),
          Map.entry("access", Set.of("http")),
          Map.entry("check", Set.of("access", "account", "webhook")),
          Map.entry(
              "engine",
              Set.of(
                  "account",
                  "brief",
                  "chat",
                  "check",
                  "delivery",
                  "ledger",
                  "media",
                  "outbound",
                  "rivya",
                  "webhook")));

  @ArchTest
  static final ArchRule modulesHaveNoCycles =
      slices().matching(BASE + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheStartUsesTheSharedPackagesStart =
      classes()
          .that()
          .haveSimpleName("RivyaRoutes")
          .should()
          .onlyHaveDependentClassesThat()
          .haveSimpleName("RivyaRoutes");

  @ArchTest
  static void modulesUseOnlyWhomTheyMay(JavaClasses classes) {
    Set<String> breaches = new TreeSet<>();
    for (JavaClass from : classes) {
      String module = module(from);
      from.getDirectDependenciesFromSelf().stream()
          .filter(use -> use.getTargetClass().getPackageName().startsWith(BASE + "."))
          .filter(use -> !module.isEmpty() && !module(use.getTargetClass()).equals(module))
          .filter(
              use -> !MAY_USE.getOrDefault(module, Set.of()).contains(module(use.getTargetClass())))
          .forEach(use -> breaches.add(module + " may not use another: " + use.getDescription()));
    }
    assertThat(breaches).isEmpty();
  }

  @ArchTest
  static void mapNamesEveryModule(JavaClasses classes) {
    Set<String> modules =
        classes.stream()
            .map(ModulesTest::module)
            .filter(m -> !m.isEmpty())
            .collect(Collectors.toSet());
    assertThat(modules).isEqualTo(MAY_USE.keySet());
  }

  @ArchTest
  static void everyModuleSaysWhatItIs(JavaClasses classes) {
    Set<String> described =
        classes.stream()
            .filter(c -> c.getSimpleName().equals("package-info"))
            .map(ModulesTest::module)
            .collect(Collectors.toSet());
    assertThat(described).containsAll(MAY_USE.keySet());
  }

  private static String module(JavaClass type) {
    String name = type.getPackageName();
    return name.length() <= BASE.length() ? "" : name.substring(BASE.length() + 1).split("[.]")[0];
  }
}
