package dev.rivyaroutes.brief.mail.content;

import dev.rivyaroutes.brief.mail.content.mime.FileRange;
import dev.rivyaroutes.brief.mail.content.mime.MailHeaders;
import dev.rivyaroutes.brief.mail.content.mime.WorkFiles;
import dev.rivyaroutes.brief.mail.content.part.Content;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A mail that was read. It keeps the mail in temporary files until it is closed. */
public final class MailContent implements Closeable {
  private final MailHeaders headers;
  private final MailFacts facts;
  private final List<Content> files;
  private final FileRange raw;
  private final WorkFiles work;

  /**
   * @param files the content of each attachment, in their order
   */
  MailContent(
      MailHeaders headers, MailFacts facts, List<Content> files, FileRange raw, WorkFiles work) {
    this.headers = headers;
    this.facts = facts;
    this.files = files;
    this.raw = raw;
    this.work = work;
  }

  public MailFacts facts() {
    return facts;
  }

  /** The headers of the mail itself. */
  public MailHeaders headers() {
    return headers;
  }

  /** The decoded bytes of an attachment, from its start each time. */
  public InputStream open(MailAttachment attachment) throws IOException {
    return files.get(attachment.number() - 1).open();
  }

  /** The raw bytes of the whole mail. */
  public InputStream openRaw() throws IOException {
    return raw.open();
  }

  public long rawSize() {
    return raw.length();
  }

  @Override
  public void close() throws IOException {
    work.close();
  }
}
