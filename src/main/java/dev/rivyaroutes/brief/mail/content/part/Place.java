package dev.rivyaroutes.brief.mail.content.part;

/**
 * Where a part stands.
 *
 * @param main whether it is the body of the mail itself, not one part among others
 * @param related whether it belongs to an HTML text
 * @param nested whether it is in a mail that is attached to the mail
 * @param depth how deep it is nested
 */
record Place(boolean main, boolean related, boolean nested, int depth) {
  static final Place TOP = new Place(true, false, false, 0);

  /** One of several parts. */
  Place among() {
    return new Place(false, related, nested, depth + 1);
  }

  /** The only part, or one of those of which one is shown. */
  Place same() {
    return new Place(main, related, nested, depth + 1);
  }

  Place asRelated() {
    return new Place(false, true, nested, depth + 1);
  }

  Place asAttachedMail() {
    return new Place(true, false, true, depth + 1);
  }
}
