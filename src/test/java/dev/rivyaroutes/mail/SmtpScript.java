package dev.rivyaroutes.mail;

import dev.rivyaroutes.testing.ScriptedServer;
import dev.rivyaroutes.testing.ScriptedServer.Talk;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/**
 * An SMTP server that accepts everything, but for the steps for which a test gives another answer:
 * a text, {@code cut} or {@code silent}. The steps are connect, EHLO, AUTH, MAIL, RCPT, DATA, body
 * (in the middle of the mail) and dot.
 */
final class SmtpScript implements ScriptedServer.Script {

  final Map<String, String> answers = new ConcurrentHashMap<>();
  final List<List<String>> accepted = new CopyOnWriteArrayList<>();
  volatile String extensions = "AUTH PLAIN XOAUTH2";
  volatile SSLContext tls;

  @Override
  public void talk(Talk talk) throws IOException {
    if (!goesOn(talk, "connect", "220 mail.example.com ready")) {
      return;
    }
    for (String line = talk.read(); line != null; line = talk.read()) {
      String step = line.length() < 4 ? line : line.substring(0, 4).toUpperCase();
      String usual =
          switch (step) {
            case "EHLO" -> "250-mail.example.com\r\n250 " + extensions;
            case "AUTH" -> "235 2.7.0 accepted";
            case "DATA" -> "354 go on";
            case "STAR" -> "220 go on";
            default -> "250 OK";
          };
      String key = answers.containsKey(line) ? line : step;
      if (step.equals("QUIT") || !goesOn(talk, key, usual)) {
        return;
      }
      if (step.equals("STAR")) {
        talk.startTls(tls);
      }
      if (step.equals("DATA") && !answers.containsKey("DATA") && !takeMail(talk)) {
        return;
      }
    }
  }

  private boolean takeMail(Talk talk) throws IOException {
    if (answers.containsKey("body")) {
      talk.read();
      return goesOn(talk, "body", "");
    }
    List<String> mail = talk.readMail();
    if (mail == null) {
      return false;
    }
    if (!answers.containsKey("dot") || answers.get("dot").startsWith("2")) {
      accepted.add(mail);
    }
    return goesOn(talk, "dot", "250 2.0.0 queued");
  }

  private boolean goesOn(Talk talk, String step, String usual) throws IOException {
    String answer = answers.getOrDefault(step, usual);
    if (answer.equals("cut")) {
      return false;
    }
    if (answer.equals("silent")) {
      talk.beSilent();
      return false;
    }
    talk.say(answer.replaceFirst(" then cut$", ""));
    return !answer.endsWith(" then cut");
  }
}
