package dev.rivyaroutes.flowtest.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import dev.rivyaroutes.flowtest.file.TestCase;
import dev.rivyaroutes.flowtest.file.YamlText;
import java.util.ArrayList;
import java.util.List;

/** Says in words, and in lines that can be compared, what differs from a test. */
public final class Explain {
  private static final String REMEDY =
      "Correct the flow; or, if this is right, the test, which test --update does.";

  private Explain() {}

  public static Finding finding(TestCase of, Mismatch mismatch) {
    List<String> lines = new ArrayList<>();
    lines.add("\"%s\": %s".formatted(of.name(), what(mismatch)));
    lines.addAll(difference(mismatch.expected(), mismatch.actual()));
    return Finding.at(
        Rule.EXPECTATION, of.file().place(mismatch.node()), String.join("\n    ", lines), REMEDY);
  }

  private static String what(Mismatch mismatch) {
    return switch (mismatch.kind()) {
      case OTHER ->
          mismatch.actual() == null
              ? mismatch.path() + " is missing."
              : mismatch.path() + " differs.";
      case NOT_THERE -> mismatch.path() + " did not come.";
      case ONE_MORE, KEY_MORE -> mismatch.path() + " is not expected.";
    };
  }

  /** Lines with - for what is expected and + for what came. */
  public static List<String> difference(JsonNode expected, JsonNode actual) {
    List<String> before = lines(expected);
    List<String> after = lines(actual);
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    List<String> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        lines.add("  " + before.get(i++));
        j++;
      } else if (j >= after.size() || i < before.size() && common[i + 1][j] >= common[i][j + 1]) {
        lines.add("- " + before.get(i++));
      } else {
        lines.add("+ " + after.get(j++));
      }
    }
    return lines;
  }

  private static List<String> lines(JsonNode value) {
    if (value == null) {
      return List.of();
    }
    return value.isContainerNode()
        ? YamlText.block(value, 0)
        : List.of(value.asText().stripTrailing().split("\n", -1));
  }
}
