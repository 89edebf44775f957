package dev.rivyaroutes.brief.form;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Reads a list of maps and texts as one brief a row. */
final class ReadList {

  private ReadList() {}

  /** The rows; none for an empty list. */
  static Iterator<IncomingBrief> rows(String id, String name, List<?> list) {
    List<IncomingBrief> briefs = new ArrayList<>();
    int n = 0;
    for (Object element : list) {
      n++;
      String rowName = name + "#" + n;
      try {
        briefs.add(new IncomingBrief(id, rowName, element(element), null, n));
      } catch (BriefRefused e) {
        briefs.add(new IncomingBrief(id, rowName, null, e.getMessage(), n));
      }
    }
    return briefs.iterator();
  }

  private static Object element(Object element) throws BriefRefused {
    if (element instanceof Map<?, ?> map) {
      return ReadBriefs.document(map);
    }
    if (element instanceof String text && !BriefText.isBlank(text)) {
      return text;
    }
    throw new BriefRefused("It is neither a text nor an object with fields such as prompt.");
  }
}
