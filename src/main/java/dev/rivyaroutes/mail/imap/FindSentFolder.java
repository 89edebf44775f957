package dev.rivyaroutes.mail.imap;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.angus.mail.imap.protocol.ListInfo;

/**
 * Finds the folder of sent mail in a list of folders.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6154">RFC 6154, special use</a>
 */
final class FindSentFolder {

  private static final List<String> USUAL =
      List.of("sent", "sent items", "sent mail", "sent messages", "gesendet", "gesendete elemente");

  private FindSentFolder() {}

  /**
   * @param folders null for none
   */
  static Optional<String> in(ListInfo[] folders) {
    List<ListInfo> all = folders == null ? List.of() : Arrays.asList(folders);
    return all.stream()
        .filter(folder -> Arrays.stream(folder.attrs).anyMatch("\\Sent"::equalsIgnoreCase))
        .findFirst()
        .or(() -> all.stream().filter(FindSentFolder::hasUsualName).findFirst())
        .map(folder -> folder.name);
  }

  private static boolean hasUsualName(ListInfo folder) {
    String name = folder.name.substring(folder.name.lastIndexOf(folder.separator) + 1);
    return USUAL.contains(name.toLowerCase(Locale.ROOT));
  }
}
