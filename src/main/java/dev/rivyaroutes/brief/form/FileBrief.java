package dev.rivyaroutes.brief.form;

import org.apache.camel.Exchange;

/**
 * Says that a brief is a file of a folder or a bucket: its name decides what it is, and it may
 * belong together with other files.
 *
 * @param mayWait whether it may still wait for what it lacks: a document for its references, a
 *     media file for the document that names it
 */
public record FileBrief(boolean mayWait) {
  private static final String PROPERTY = "rivyaFileBrief";

  /** The file that an exchange brings; null where its brief is no file. */
  static FileBrief of(Exchange exchange) {
    return exchange.getProperty(PROPERTY, FileBrief.class);
  }

  public void set(Exchange exchange) {
    exchange.setProperty(PROPERTY, this);
  }
}
