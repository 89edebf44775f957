package dev.rivyaroutes.mail.token;

import java.util.Locale;

/** Who issues access tokens, with its usual addresses. */
public enum Provider {
  NONE("", "", "", "", ""),
  MICROSOFT(
      "outlook.office365.com",
      "smtp.office365.com",
      "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token",
      "https://outlook.office365.com/.default",
      "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access"),
  GOOGLE(
      "imap.gmail.com",
      "smtp.gmail.com",
      "https://oauth2.googleapis.com/token",
      "https://mail.google.com/",
      ""),
  CUSTOM("", "", "", "", "");

  private final String imapHost;
  private final String smtpHost;
  private final String tokenUrl;
  private final String applicationScope;
  private final String userScope;

  Provider(
      String imapHost,
      String smtpHost,
      String tokenUrl,
      String applicationScope,
      String userScope) {
    this.imapHost = imapHost;
    this.smtpHost = smtpHost;
    this.tokenUrl = tokenUrl;
    this.applicationScope = applicationScope;
    this.userScope = userScope;
  }

  public boolean isOn() {
    return this != NONE;
  }

  public String imapHost() {
    return imapHost;
  }

  public String smtpHost() {
    return smtpHost;
  }

  String tokenUrl() {
    return tokenUrl;
  }

  /** The scope of client credentials and of service accounts. */
  String applicationScope() {
    return applicationScope;
  }

  /** The scope of a refresh token; empty for the one that it was issued with. */
  String userScope() {
    return userScope;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
