package dev.rivyaroutes.brief.mail.content.mime;

import dev.rivyaroutes.brief.form.BriefRefused;

/** A mail cannot be used. The message has what, why and what to do. */
public final class MailRefused extends BriefRefused {
  private final String code;

  /**
   * @param code a stable word for scripts, such as {@code mail-too-large}
   */
  public MailRefused(String code, String message) {
    super(message);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
