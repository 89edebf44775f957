package dev.rivyaroutes.mail;

import dev.rivyaroutes.testing.ScriptedServer;
import dev.rivyaroutes.testing.ScriptedServer.Talk;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * An IMAP server with an INBOX and the capabilities that a test gives. Each command succeeds, but
 * for those for which a test gives another answer; {@code UID} is no part of their names.
 */
class ImapScript implements ScriptedServer.Script {

  private final Map<String, String> answers = new HashMap<>();
  private String capabilities = "IMAP4rev1";
  private String permanentFlags = "\\Seen \\Deleted \\*";

  ImapScript answering(String command, String answer) {
    answers.put(command, answer);
    return this;
  }

  ImapScript capabilities(String more) {
    capabilities = "IMAP4rev1 " + more;
    return this;
  }

  ImapScript permanentFlags(String flags) {
    permanentFlags = flags;
    return this;
  }

  @Override
  public void talk(Talk talk) throws IOException {
    talk.say("* OK [CAPABILITY " + capabilities + "] ready");
    for (String line = talk.read(); line != null; line = talk.read()) {
      String[] words = line.split(" ");
      String command = words[1].equals("UID") ? words[2] : words[1];
      switch (command.toUpperCase(Locale.ROOT)) {
        case "CAPABILITY" -> talk.say("* CAPABILITY " + capabilities);
        case "SELECT" -> {
          talk.say("* 3 EXISTS");
          talk.say("* FLAGS (\\Seen \\Deleted \\Flagged)");
          talk.say("* OK [PERMANENTFLAGS (" + permanentFlags + ")] kept");
          talk.say("* OK [UIDVALIDITY 42] valid");
          talk.say("* OK [UIDNEXT 10] next");
        }
        default -> {
          // It has no untagged answer.
        }
      }
      String answer = answer(command, answers.getOrDefault(command, "OK done"));
      for (String untagged : answer.split("\r\n")) {
        talk.say(untagged.startsWith("*") ? untagged : words[0] + " " + untagged);
      }
    }
  }

  /** The answer to a command; untagged lines start with a star. */
  String answer(String command, String usual) {
    return usual;
  }
}
