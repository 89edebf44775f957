package dev.rivyaroutes.delivery.mail;

import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParameterList;

/** A multipart with a boundary of our choice; that of the library is different each time. */
final class FixedMultipart extends MimeMultipart {

  /**
   * @param root the media type of its first part, which {@code multipart/related} names; null for
   *     none
   */
  FixedMultipart(String subtype, String boundary, String root) {
    super(subtype);
    ContentType type = new ContentType("multipart", subtype, new ParameterList());
    type.setParameter("boundary", boundary);
    if (root != null) {
      type.setParameter("type", root);
    }
    contentType = type.toString();
  }
}
