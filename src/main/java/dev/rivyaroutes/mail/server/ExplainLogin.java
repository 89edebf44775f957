package dev.rivyaroutes.mail.server;

import dev.rivyaroutes.mail.token.Provider;
import java.util.Locale;

/**
 * Explains why a server refused a login: the usual mistakes of the set-up by what the server says.
 *
 * @see <a
 *     href="https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth">Microsoft,
 *     OAuth for IMAP and SMTP</a>
 * @see <a href="https://developers.google.com/workspace/gmail/imap/xoauth2-protocol">Google,
 *     XOAUTH2</a>
 */
final class ExplainLogin {

  private final MailServer server;

  ExplainLogin(MailServer server) {
    this.server = server;
  }

  String reason(String answer) {
    return "%s refused the login of %s%s. %s"
        .formatted(
            server.address(),
            server.credential().user(),
            ExplainMail.quoted(answer),
            remedy(answer.toLowerCase(Locale.ROOT)));
  }

  private String remedy(String answer) {
    if (answer.contains("no authentication mechanisms")
        || answer.contains("no login methods")
        || answer.contains("mechanism") && answer.contains("support")) {
      return isToken()
          ? "The server does not offer XOAUTH2: check %s.oauth2.provider.".formatted(server.key())
          : "The server does not accept passwords: use %s.oauth2.".formatted(server.key());
    }
    if (answer.contains("[unavailable]")) {
      return "The server cannot check logins at the moment.";
    }
    if (answer.contains("smtpclientauthentication is disabled")) {
      return "SMTP AUTH is switched off there: enable it for the mailbox with Set-CASMailbox -SmtpClientAuthenticationDisabled $false, or for the organization.";
    }
    if (answer.contains("5.7.139")) {
      return "A policy of the organization forbids it: enable Authenticated SMTP for the mailbox, and check Security Defaults and Conditional Access; or use %s.oauth2."
          .formatted(server.key());
    }
    if (answer.contains("basic authentication is disabled")
        || answer.contains("basicauthblocked")) {
      return "Passwords are switched off there: use %s.oauth2.".formatted(server.key());
    }
    if (answer.contains("application-specific password") || answer.contains("5.7.9")) {
      return "The account has two-step verification: create an app password and set it as %s.password, or use %s.oauth2."
          .formatted(server.key(), server.key());
    }
    if (answer.contains("not enabled for imap") || answer.contains("imap access is disabled")) {
      return "IMAP is switched off for the mailbox: enable it in its settings, or ask its administrator.";
    }
    if (answer.contains("not connected")) {
      return "The mailbox cannot be opened with this token: "
          + (server.credential().provider() == Provider.MICROSOFT
              ? microsoft()
              : "check %s.user.".formatted(server.key()));
    }
    if (answer.contains("web browser") || answer.contains("web login required")) {
      return "The provider wants a person to sign in once in a browser; then use an app password or %s.oauth2."
          .formatted(server.key());
    }
    return isToken() ? token() : password();
  }

  private boolean isToken() {
    return server.credential().provider().isOn();
  }

  private String password() {
    return server.host().endsWith("gmail.com")
        ? "Check %s.user and %s.password; Gmail accepts only an app password."
            .formatted(server.key(), server.key())
        : "Check %s.user and %s.password.".formatted(server.key(), server.key());
  }

  /** The provider issued a token, so the credentials of the application are right. */
  private String token() {
    return "The provider issued an access token, but the server did not accept it for this mailbox: "
        + switch (server.credential().provider()) {
          case MICROSOFT -> microsoft();
          case GOOGLE ->
              "check that %s.user is the account that gave the consent, with the scope https://mail.google.com/; for a service account, that Gmail and IMAP are enabled for this user."
                  .formatted(server.key());
          default -> "check %s.user and %s.oauth2.scope.".formatted(server.key(), server.key());
        };
  }

  private String microsoft() {
    String permission = server.protocol().equals("imap") ? "IMAP.AccessAsApp" : "SMTP.SendAsApp";
    return ("check that %s.user is the mailbox, that the application has the permission %s of Office 365 Exchange Online with admin consent, and that Exchange knows it: New-ServicePrincipal (with the object id of the enterprise application) and Add-MailboxPermission -AccessRights FullAccess.")
        .formatted(server.key(), permission);
  }
}
