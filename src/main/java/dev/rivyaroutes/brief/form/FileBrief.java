package dev.rivyaroutes.brief.form;

import org.apache.camel.Exchange;

/**
 * Marks a brief as a file of a folder or a bucket: its name decides what it is, and it may belong
 * to other files.
 *
 * @param mayWait whether it may still wait for other files: a document for its references, a media
 *     file for the document that names it
 */
public record FileBrief(boolean mayWait) {
  private static final String PROPERTY = "rivyaFileBrief";

  /** The file that an exchange brings; null where its brief is not a file. */
  static FileBrief of(Exchange exchange) {
    return exchange.getProperty(PROPERTY, FileBrief.class);
  }

  public void set(Exchange exchange) {
    exchange.setProperty(PROPERTY, this);
  }
}
