package dev.rivyaroutes.delivery.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who asked by mail, from the return address of a result. A source sets the address only when the
 * sender is proven.
 *
 * @param address the proven address; empty when there is none to answer
 * @param messageId the asker's Message-ID with its angle brackets; empty when it has no valid one
 * @param references the ids of the thread, oldest first, with the asker's own last
 * @param subject the asker's subject; may be empty
 */
record Asker(String address, String messageId, List<String> references, String subject) {

  static final String TO = "mail.to";
  static final String MESSAGE_ID = "mail.message-id";
  static final String REFERENCES = "mail.references";
  static final String SUBJECT = "mail.subject";

  private static final int MOST_REFERENCES = 20;

  /** An id without spaces and controls, so that it cannot end the header. */
  private static final Pattern ID = Pattern.compile("<[\\x21-\\x3B\\x3D\\x3F-\\x7E]{1,900}>");

  static Asker of(Map<String, String> returnAddress) {
    String to = returnAddress.getOrDefault(TO, "").strip();
    String id = returnAddress.getOrDefault(MESSAGE_ID, "").strip();
    String known = ID.matcher(id).matches() ? id : "";
    return new Asker(
        to.equals("<>") ? "" : to,
        known,
        thread(returnAddress.getOrDefault(REFERENCES, ""), known),
        returnAddress.getOrDefault(SUBJECT, ""));
  }

  boolean exists() {
    return !address.isEmpty();
  }

  /** The first id, which names the thread, and the newest ones. */
  private static List<String> thread(String references, String own) {
    List<String> ids = new ArrayList<>();
    Matcher id = ID.matcher(references);
    while (id.find()) {
      if (!id.group().equals(own)) {
        ids.add(id.group());
      }
    }
    if (!own.isEmpty()) {
      ids.add(own);
    }
    int surplus = ids.size() - MOST_REFERENCES;
    if (surplus > 0) {
      ids.subList(1, 1 + surplus).clear();
    }
    return List.copyOf(ids);
  }
}
