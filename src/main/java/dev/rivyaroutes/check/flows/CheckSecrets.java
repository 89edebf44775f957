package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Finds secrets in a file of routes. Their text is never part of a finding. */
final class CheckSecrets {

  private static final Pattern NAME =
      Pattern.compile(
          "(?i).*(password|passphrase|secret|api-?key|access-?key|private-?key"
              + "|(access|auth|bearer|refresh|session)-?token).*");

  /** The forms of keys and tokens that Rivya, clouds and code hosts issue. */
  private static final Pattern VALUE =
      Pattern.compile(
          "(rvya_sk_|whsec_|\\b(?:sk|rk)_(?:live|test)_|\\bAKIA[0-9A-Z]{12}|\\bgh[pousr]_[A-Za-z0-9]{20}"
              + "|\\bxox[abprs]-|\\bAIza[\\w-]{30}|\\beyJ[\\w-]{10,}\\.eyJ|-----BEGIN [A-Z ]*PRIVATE"
              + "|\\b(?:Bearer|Basic) [A-Za-z0-9+/=._-]{16}|\\{bcrypt}"
              + "|//[^/@{}\\s]+:[^/@{}\\s]+@"
              + "|[?&;](?:[\\w-]*(?:password|passphrase|secret|token|apikey))=(?!RAW\\(\\{\\{|\\{\\{|\\$)[^&;\\s]+)");

  private static final Pattern REFERENCE = Pattern.compile("(RAW\\()?[{$#].*");

  private CheckSecrets() {}

  static void check(String file, Node root, List<Finding> findings) {
    YamlTree.forEachEntry(root, (parent, entry) -> check(file, entry, findings));
  }

  private static void check(String file, NodeTuple entry, List<Finding> findings) {
    String name = YamlTree.text(entry.getKeyNode());
    String value = YamlTree.text(entry.getValueNode());
    boolean named =
        entry.getValueNode() instanceof ScalarNode
            && NAME.matcher(name).matches()
            && !value.isBlank()
            && !REFERENCE.matcher(value).matches();
    if (named || VALUE.matcher(value).find()) {
      findings.add(
          Finding.at(
              Rule.SECRET,
              FileLine.of(file, entry.getKeyNode()),
              name + " looks like a secret, and this file can be read by many.",
              "Put it into the environment and into a connection or an account of config/application.yaml,"
                  + " and replace it where it is valid: it was written down."));
    }
  }
}
