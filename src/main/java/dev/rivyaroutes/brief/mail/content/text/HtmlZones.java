package dev.rivyaroutes.brief.mail.content.text;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/** Recognises how mail programs mark quotations and signatures in HTML. */
final class HtmlZones {
  /** Elements after which everything is an earlier mail. */
  private static final Set<String> HISTORY_BEGINS =
      Set.of("appendonsend", "divrplyfwdmsg", "mail-editor-reference-message-container");

  private static final Set<String> HISTORY_CLASSES =
      Set.of(
          "yahoo_quoted",
          "moz-forward-container",
          "protonmail_quote",
          "tutanota_quote",
          "zmail_extra",
          "outlookmessageheader");

  private static final Set<String> HISTORY_IDS =
      Set.of("isreplycontent", "yahoo_quoted", "reply-intro");

  private static final Set<String> ATTRIBUTION_CLASSES = Set.of("gmail_attr", "moz-cite-prefix");

  private static final Set<String> SIGNATURE_CLASSES =
      Set.of("gmail_signature", "moz-signature", "protonmail_signature_block");

  private static final Set<String> SIGNATURE_IDS =
      Set.of("signature", "ms-outlook-mobile-signature", "ymail_android_signature");

  private static final Pattern HIDDEN =
      Pattern.compile(
          "(?:^|;)(?:display:none|visibility:hidden|mso-hide:all|"
              + "(?:max-)?height:0(?:[a-z%]*)?(?=;|!|$)|opacity:0(?=;|!|$))");

  private static final Pattern SIZE = Pattern.compile("(?:^|;)font-size:([^;!]*)");
  private static final Pattern ZERO = Pattern.compile("0(?:\\.0*)?(?:[a-z%]*)");

  /** How many nodes of an element are searched for its first text. */
  private static final int FEW = 20;

  private static final Set<String> INVISIBLE =
      Set.of(
          "script",
          "style",
          "head",
          "title",
          "template",
          "object",
          "svg",
          "select",
          "textarea",
          "button",
          "input",
          "iframe",
          "map",
          "audio",
          "video",
          "canvas",
          "math");

  private HtmlZones() {}

  /** The zone that an element opens; null when it opens none. */
  static Zone of(Element element) {
    String id = element.id().toLowerCase(Locale.ROOT);
    Set<String> classes = element.classNames();
    if (element.nameIs("blockquote")) {
      boolean cite = element.attr("type").equalsIgnoreCase("cite");
      return cite || classes.contains("gmail_quote") ? Zone.QUOTE : Zone.INDENTED;
    }
    if (any(classes, HISTORY_CLASSES) || HISTORY_IDS.contains(id) || beginsHistory(element)) {
      return Zone.HISTORY;
    }
    if (any(classes, ATTRIBUTION_CLASSES) && !startsWithDashes(element)) {
      return Zone.QUOTE;
    }
    return any(classes, SIGNATURE_CLASSES) || SIGNATURE_IDS.contains(id) ? Zone.SIGNATURE : null;
  }

  /** Whether all that follows is an earlier mail, too. */
  static boolean beginsHistory(Element element) {
    return HISTORY_BEGINS.contains(element.id().toLowerCase(Locale.ROOT));
  }

  /** The line above a forwarded mail, which Gmail marks as it marks that above a quotation. */
  private static boolean startsWithDashes(Element element) {
    return element
        .nodeStream()
        .limit(FEW)
        .filter(node -> node instanceof TextNode text && !text.isBlank())
        .findFirst()
        .filter(node -> ((TextNode) node).text().strip().startsWith("---"))
        .isPresent();
  }

  /** Whether its text has no size; null when it says nothing about that. */
  static Boolean hasNoSize(Element element) {
    Matcher size = SIZE.matcher(style(element));
    return size.find() ? Boolean.valueOf(ZERO.matcher(size.group(1)).matches()) : null;
  }

  private static String style(Element element) {
    return element.attr("style").toLowerCase(Locale.ROOT).replaceAll("\\s+", "");
  }

  /** Whether people do not see it and what is in it. */
  static boolean isHidden(Element element) {
    if (INVISIBLE.contains(element.normalName()) || element.hasAttr("hidden")) {
      return true;
    }
    return HIDDEN.matcher(style(element)).find();
  }

  private static boolean any(Set<String> classes, Set<String> of) {
    return classes.stream().map(one -> one.toLowerCase(Locale.ROOT)).anyMatch(of::contains);
  }
}
