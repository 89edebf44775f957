package dev.rivyaroutes.check.flows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivyaroutes.check.Causes;
import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A value that a user gives to a Kamelet arrives as it is, or the check refuses it. The measure is
 * the same use with a name that means nothing to anybody.
 */
class KameletValuesTest {

  /** What Camel, addresses, Ant patterns and our own names could take for something else. */
  private static final List<String> ODD =
      List.of(
          "",
          " ",
          "in",
          "in/",
          " in",
          "in ",
          "a b",
          "a+b",
          "a&b",
          "a&&b",
          "a&amp;b",
          "a%b",
          "50%",
          "a%41b",
          "a?b",
          "?a=b",
          "a#b",
          "#a",
          "#bean:clock",
          "#class:java.lang.String",
          "#property:x",
          "#type:java.lang.String",
          "#autowired",
          "RAW(a)",
          "RAW(a&b)",
          "RAW(a%41b)",
          "RAW(a+b)",
          "RAW(a)b)",
          "RAW(a&b)c",
          "RAW(a)&b",
          "RAW(a",
          "RAW{a}",
          "RAW(#a)",
          "R(a)&b",
          "raw(a)",
          "{{",
          "}}",
          "a{{b",
          "a}}b",
          "{{}}",
          "\\{{a\\}}",
          "{{env:NO_SUCH_VARIABLE:a}}",
          "{{no.such.key:{{sys:user.name}}}}",
          "env:HOME",
          "sys:user.home",
          "bean:clock.millis",
          "${body}",
          "${env:HOME}",
          "$simple{body}",
          "RAW($simple{1})",
          "simple:a",
          "a\\b",
          "C:\\in",
          "\\\\nas\\in",
          "C:/in",
          "a:b",
          "a,b",
          "a;b",
          "a=b",
          "a'b",
          "a\"b",
          "'a'",
          "a)b",
          "a(b",
          "ü",
          "uü",
          "日本",
          "😀",
          "*",
          "**",
          "a*",
          "**/*.{jpg,png}",
          "IMG_?.jpg",
          "../a",
          "/a",
          "//a",
          "a//b",
          "file:a",
          "http://a/b",
          "true",
          "null",
          "0",
          "-1",
          "a\nb",
          "a\tb",
          "a\u0000b",
          "a\u0085b",
          "a\u2028b",
          "kamelet:sink",
          "direct:a",
          "kamelet.drops",
          "kamelet.drop",
          "kamelet.sink",
          "{source}-{n}.{ext}",
          "{source}+{n}");

  private static final List<String> STEPS = steps();

  private static final String ACCOUNT = "studio";

  private static Kamelets kamelets;

  @BeforeAll
  static void read() throws IOException {
    kamelets = Kamelets.read("classpath:kamelets");
  }

  @Test
  void everyParameterTakesTheNamesOfTheProgram() throws Exception {
    Set<String> names = new TreeSet<>(STEPS);
    names.addAll(List.of("source", "sink", "routeId", "templateId", "uuid", "default", "camel"));
    for (String kamelet : kamelets.names()) {
      names.add(kamelet);
      names.addAll(kamelets.get(kamelet).parameters().keySet());
      names.addAll(kamelets.get(kamelet).beans());
      kamelets.get(kamelet).beans().forEach(bean -> names.add(bean.replaceFirst(".*[.]", "")));
    }
    assertThat(lost(List.copyOf(names))).isEmpty();
  }

  @Test
  void everyParameterTakesOddTextOrTheCheckRefusesIt() throws Exception {
    assertThat(lost(ODD)).isEmpty();
  }

  @Test
  void takesWhatPeopleCallTheirFolders() throws Exception {
    for (String folder :
        List.of("data/in", "C:/in", "a b", "a+b", "RAW(R&D)", "Müller, Söhne (2)", "in#1", "x'y")) {
      assertThat(refusal("folder-drop-source", "directory", folder)).as(folder).isEmpty();
      assertThat(refusal("folder-result-sink", "directory", folder)).as(folder).isEmpty();
      assertThat(refusal("s3-drop-source", "prefix", folder)).as(folder).isEmpty();
    }
    assertThat(refusal("folder-drop-source", "include", "IMG_?.jpg,**/*.png")).isEmpty();
  }

  @Test
  void saysWhatIsWrongAndWhatToWrite() {
    assertThat(refusal("folder-drop-source", "directory", "data/R&D"))
        .containsExactly(
            "routes/a.camel.yaml:1: folder-drop-source has directory: data/R&D, which has an &, which"
                + " would end it. Write RAW(data/R&D).");
    assertThat(refusal("s3-drop-source", "bucket", "kamelet.drops"))
        .containsExactly(
            "routes/a.camel.yaml:1: s3-drop-source has bucket: kamelet.drops, which is a reserved"
                + " name. Choose another name.");
    assertThat(refusal("s3-drop-source", "delay", "soon"))
        .containsExactly(
            "routes/a.camel.yaml:1: s3-drop-source has delay: soon. Write a time with its unit, such as"
                + " 10s.");
  }

  /** Has every parameter of every Kamelet take every value in turn, each another at a time. */
  private static List<String> lost(List<String> values) throws Exception {
    List<String> lost = new ArrayList<>();
    for (String kamelet : kamelets.names()) {
      Map<String, String> base = new LinkedHashMap<>();
      kamelets
          .get(kamelet)
          .parameters()
          .forEach((name, parameter) -> base.put(name, plain(name, parameter)));
      try (ExpandKamelet expand = new ExpandKamelet(kamelet)) {
        List<String> measure = expand.arrives(kamelet, base);
        for (Map<String, String> use : uses(kamelet, base, values)) {
          lost.addAll(lost(expand, kamelet, use, measure));
        }
      }
    }
    return lost;
  }

  private static List<Map<String, String>> uses(
      String kamelet, Map<String, String> base, List<String> values) {
    Set<Map<String, String>> uses = new LinkedHashSet<>();
    for (int turn = 0; turn < values.size(); turn++) {
      Map<String, String> use = new LinkedHashMap<>(base);
      int place = turn;
      for (String parameter : base.keySet()) {
        String value = values.get(place++ % values.size());
        boolean free = base.get(parameter).equals("zz" + parameter);
        if (free && refusal(kamelet, parameter, value).isEmpty()) {
          use.put(parameter, value);
        }
      }
      uses.add(use);
    }
    return List.copyOf(uses);
  }

  private static List<String> lost(
      ExpandKamelet expand, String kamelet, Map<String, String> use, List<String> measure) {
    List<String> wanted = new ArrayList<>();
    for (String text : measure) {
      String meant = text;
      for (Map.Entry<String, String> parameter : use.entrySet()) {
        meant = meant.replace("zz" + parameter.getKey(), resolved(parameter.getValue()));
      }
      wanted.add(meant);
    }
    try {
      List<String> arrived = new ArrayList<>(expand.arrives(kamelet, use));
      arrived.removeAll(wanted);
      return arrived.stream().map(text -> kamelet + " with " + use + " gets " + text).toList();
    } catch (Exception e) {
      return List.of(kamelet + " with " + use + " fails: " + Causes.innermost(e));
    }
  }

  /** A value that only this parameter has; one that is measured or counted has its kind's. */
  private static String plain(String name, Kamelets.Parameter parameter) {
    return switch (parameter.type() + parameter.format()) {
      case "integer" -> "7";
      case "boolean" -> "true";
      case "stringduration" -> "7s";
      case "stringdate" -> "2026-11-07";
      case "stringrate" -> "7/h";
      case "stringdata-size" -> "7MB";
      default -> parameter.oneOf().isEmpty() ? "zz" + name : parameter.oneOf().get(0);
    };
  }

  private static String resolved(String value) {
    if (value.startsWith("{{")) {
      return value.startsWith("{{env:") ? "a" : System.getProperty("user.name");
    }
    return value.startsWith("RAW(") ? value.substring(4, value.length() - 1) : value;
  }

  /** The ids of the steps of all Kamelets. */
  private static List<String> steps() {
    List<String> ids = new ArrayList<>();
    for (FlowFile file : FlowFiles.read("classpath:kamelets/*.kamelet.yaml")) {
      YamlTree.forEachEntry(
          file.root(),
          (parent, entry) -> {
            if (YamlTree.text(entry.getKeyNode()).equals("id")) {
              ids.add(YamlTree.text(entry.getValueNode()));
            }
          });
    }
    return ids;
  }

  private static List<String> refusal(String kamelet, String parameter, String value) {
    FileLine place = new FileLine("routes/a.camel.yaml", 1, 1);
    Map<String, FlowFile.Value> parameters = new LinkedHashMap<>();
    kamelets
        .get(kamelet)
        .required()
        .forEach(name -> parameters.put(name, new FlowFile.Value(ACCOUNT, place)));
    kamelets
        .get(kamelet)
        .parameters()
        .forEach(
            (name, declared) -> {
              if (!declared.oneOf().isEmpty()) {
                parameters.put(name, new FlowFile.Value(declared.oneOf().get(0), place));
              }
            });
    parameters.put(parameter, new FlowFile.Value(value, place));
    List<Finding> breaches = new ArrayList<>();
    new CheckKameletUse(kamelets, Set.of(ACCOUNT, value), UnaryOperator.identity())
        .check(new FlowFile.Use(kamelet, place, parameters), breaches);
    return breaches.stream().map(Finding::line).toList();
  }
}
