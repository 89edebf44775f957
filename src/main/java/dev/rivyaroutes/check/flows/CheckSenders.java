package dev.rivyaroutes.check.flows;

import dev.rivyaroutes.WebAddress;
import dev.rivyaroutes.check.FileLine;
import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.check.Finding.Rule;
import java.util.List;
import java.util.function.UnaryOperator;

/** Finds mailboxes by which anybody may order, and those by which nobody can. */
final class CheckSenders {

  private static final String SOURCE = "mail-drop-source";
  private static final String PROOF = "sender-proof";

  private final Settings settings;
  private final UnaryOperator<String> resolve;

  CheckSenders(Settings settings, UnaryOperator<String> resolve) {
    this.settings = settings;
    this.resolve = resolve;
  }

  void check(FlowFile.Use use, List<Finding> findings) {
    if (!use.kamelet().equals(SOURCE)) {
      return;
    }
    String proof = use.value(PROOF, "dmarc", resolve);
    String connection = use.value("connection", "default", resolve);
    FileLine place = use.placeOf(PROOF);
    String authserv = "rivya.mail." + connection + ".authserv-id";
    if (!proof.equals("none")) {
      if (settings.mail(connection).isPresent() && settings.text(authserv).isBlank()) {
        findings.add(
            Finding.at(
                Rule.SENDER,
                place,
                authserv + " is not set, so no sender can be proven.",
                "Set it to the name that your mail server writes at the start of its"
                    + " Authentication-Results headers."));
      }
    } else if (!use.value("senders", "", resolve).isBlank()) {
      findings.add(
          Finding.at(
              Rule.SENDER,
              use.placeOf("senders"),
              "senders has no effect with sender-proof: none: anybody can write one of them into From.",
              "Write sender-proof: dmarc or dkim, or remove senders."));
    } else if (!WebAddress.isLoopback(settings.mail(connection).orElse(""))) {
      findings.add(
          Finding.warning(
              Rule.SENDER,
              place,
              "No sender is proven: everybody who can send a mail to this mailbox orders at your cost.",
              "Write sender-proof: dmarc, and set " + authserv + "."));
    }
  }
}
