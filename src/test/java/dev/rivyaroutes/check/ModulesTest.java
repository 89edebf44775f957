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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The direct sub-packages are the modules, and this is the map of who may use whom. The package
 * above them holds the names that all share; only the program's start looks down from there. Inside
 * a module, rooms follow the way of a brief.
 */
@AnalyzeClasses(packages = ModulesTest.BASE, importOptions = ImportOption.DoNotIncludeTests.class)
class ModulesTest {

  static final String BASE = "dev.rivyaroutes";

  /** What each module may use besides itself and the shared names. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("ledger", Set.of()),
          Map.entry("chat", Set.of()),
          Map.entry("connection", Set.of("outbound")),
          Map.entry("log", Set.of()),
          Map.entry("trace", Set.of()),
          Map.entry("outbound", Set.of()),
          Map.entry("mail", Set.of("outbound")),
          Map.entry("media", Set.of("outbound")),
          Map.entry("simulator", Set.of("media", "outbound")),
          Map.entry("webhook", Set.of("ledger")),
          Map.entry("status", Set.of("webhook")),
          Map.entry("account", Set.of("ledger", "webhook")),
          Map.entry("brief", Set.of("connection", "ledger", "mail", "media", "outbound", "trace")),
          Map.entry(
              "delivery", Set.of("connection", "ledger", "mail", "media", "outbound", "status")),
          Map.entry("rivya", Set.of("account", "brief", "ledger", "media", "outbound", "trace")),
          Map.entry("reload", Set.of("brief", "check", "ledger", "rivya")),
          Map.entry("http", Set.of("brief", "chat", "ledger", "media", "status", "webhook")),
          Map.entry(
              "api",
              Set.of(
                  "account", "brief", "engine", "http", "ledger", "log", "media", "reload",
                  "status", "webhook")),
          Map.entry(
              "console",
              Set.of(
                  "account",
                  "brief",
                  "delivery",
                  "http",
                  "ledger",
                  "media",
                  "reload",
                  "simulator",
                  "status")),
          Map.entry("access", Set.of("http", "ledger")),
          Map.entry(
              "flowtest",
              Set.of(
                  "brief",
                  "check",
                  "connection",
                  "delivery",
                  "ledger",
                  "mail",
                  "media",
                  "rivya",
                  "simulator")),
          Map.entry(
              "live",
              Set.of(
                  "account",
                  "brief",
                  "check",
                  "connection",
                  "delivery",
                  "flowtest",
                  "ledger",
                  "mail",
                  "media",
                  "rivya",
                  "webhook")),
          Map.entry("plan", Set.of("brief", "check", "flowtest", "ledger", "media", "rivya")),
          Map.entry(
              "check",
              Set.of(
                  "access",
                  "account",
                  "brief",
                  "connection",
                  "ledger",
                  "mail",
                  "media",
                  "rivya",
                  "webhook")),
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
                  "trace",
                  "webhook")));

  /**
   * Package-private by rule: public only because the module is cut into rooms. Other modules may
   * not use them.
   */
  private static final Map<String, Set<String>> PACKAGE_PRIVATE_BY_RULE =
      hidden(
          """
          brief: BriefDocument BriefTarget
            FileBrief FileStability FlowConstants FlowsOfSource BriefFormat
            TimedNames
            IgnoredFiles ManifestRows TransientFailures JsonValues ReadDocument StageMedia
            TableFields LogOnce ChatTurn UnexpectedFailure PendingBriefs
          check: CheckFlowFiles CheckFlowNames CheckKeys CheckReferences
            CheckServer CheckSinks CheckText CheckValues ConfigurationMetadata
            FlowSchema
          delivery: Content
          engine: Backoff BuildResult CheckFlows FailureCauses KeyLife LeaseLost PaidCall
            ParkForModel RecordFailure SettleDelivery SettleJob SyncModels TaskEvents
            UploadInProgress UsedAccounts
          ledger: Columns DatabaseClock DatabaseFailures
            GroupCommit IdempotentKeys JobRows JobUpdate Leases Outbox RenewLeases ReserveCredits
            ScheduleLeaseRenewal SpendDelta Sql SqliteDataSource SqliteValue Timeline TurnQueue WatchDatabase Write
          mail: AccessTokens Credential ExplainMail MailNetwork MailServer MailSession
            Oauth2Properties Provider RequestToken SendMail Tls TokenFailed
          media: UnfinishedFiles WriteBlob
          rivya: Numbers
          simulator: ApiError ApiJson AuthorizeCall Body Call Category CheckReferences
            CheckRequest CheckTurn CompleteChat ControlHandler CreateGeneration DrawPng
            EncodeMp4 EncodeWav Generation Handler ManageWebhooks Model Outcome
            PaidRequest RenderMedia Reply RequestTarget ResultFile ResultUrls SendReply
            SendWebhooks ServeMedia ShowChatSessions ShowFile ShowGeneration
            SimulatorState UploadFile
          """);

  @ArchTest
  static final ArchRule modulesHaveNoCycles =
      slices().matching(BASE + ".(*)..").should().beFreeOfCycles();

  /** A room is a package; a module's top is a room too. */
  @ArchTest
  static final ArchRule roomsHaveNoCycles =
      slices().matching(BASE + ".(**)").should().beFreeOfCycles();

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
  static void modulesKeepTheirInsides(JavaClasses classes) {
    Set<String> breaches = new TreeSet<>();
    for (JavaClass from : classes) {
      from.getDirectDependenciesFromSelf().stream()
          .filter(use -> isHidden(use.getTargetClass()))
          .filter(use -> !module(use.getTargetClass()).equals(module(from)))
          .forEach(use -> breaches.add("package-private by rule: " + use.getDescription()));
    }
    assertThat(breaches).isEmpty();
  }

  /** A type that only its own room uses is package-private, and needs no rule. */
  @ArchTest
  static void hiddenTypesAreUsedByAnotherRoom(JavaClasses classes) {
    Set<String> used = new TreeSet<>();
    for (JavaClass from : classes) {
      from.getDirectDependenciesFromSelf().stream()
          .map(use -> use.getTargetClass())
          .filter(type -> isHidden(type) && !type.getPackageName().equals(from.getPackageName()))
          .forEach(type -> used.add(outermost(type)));
    }
    Set<String> named = new TreeSet<>();
    PACKAGE_PRIVATE_BY_RULE.values().forEach(named::addAll);
    assertThat(used).isEqualTo(named);
  }

  private static boolean isHidden(JavaClass type) {
    return PACKAGE_PRIVATE_BY_RULE.getOrDefault(module(type), Set.of()).contains(outermost(type));
  }

  private static String outermost(JavaClass type) {
    return type.getEnclosingClass().map(ModulesTest::outermost).orElseGet(type::getSimpleName);
  }

  /** Lines of a module's name and a colon, and then the names of types. */
  private static Map<String, Set<String>> hidden(String text) {
    Map<String, Set<String>> types = new TreeMap<>();
    String module = "";
    for (String word : text.strip().split("\\s+")) {
      if (word.endsWith(":")) {
        module = word.substring(0, word.length() - 1);
      } else {
        types.computeIfAbsent(module, name -> new TreeSet<>()).add(word);
      }
    }
    return types;
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
  static void everyRoomSaysWhatItIs(JavaClasses classes) {
    Set<String> rooms = new TreeSet<>();
    Set<String> described = new TreeSet<>();
    for (JavaClass type : classes) {
      boolean info = type.getSimpleName().equals("package-info");
      (info ? described : rooms).add(type.getPackageName());
    }
    assertThat(described).containsAll(rooms);
  }

  /** A class with more lines has two ideas. */
  @Test
  void noFileHasMoreThanTwoHundredLines() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      assertThat(files.filter(Files::isRegularFile))
          .allSatisfy(file -> assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(200));
    }
  }

  /** Configuration binds its records by name; all others are built by position. */
  @ArchTest
  static void noRecordBuiltByPositionHasMoreThanEightComponents(JavaClasses classes) {
    assertThat(
            classes.stream()
                .filter(type -> type.isRecord() && !outermost(type).endsWith("Properties"))
                .filter(type -> type.reflect().getRecordComponents().length > 8)
                .map(JavaClass::getName))
        .isEmpty();
  }

  private static String module(JavaClass type) {
    String name = type.getPackageName();
    return name.length() <= BASE.length() ? "" : name.substring(BASE.length() + 1).split("[.]")[0];
  }
}
