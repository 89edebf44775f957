package dev.rivyaroutes.testing;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** A real mail server, IMAP and SMTP, on free ports of this machine, with one mailbox. */
public final class GreenMailServer implements AutoCloseable {

  public static final String ADDRESS = "shop@example.com";
  public static final String PASSWORD = "not-the-secret-of-the-mailbox";

  private final GreenMail server;
  private final GreenMailUser user;

  public GreenMailServer() {
    server =
        new GreenMail(
            new ServerSetup[] {
              new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP),
              new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP)
            });
    server.start();
    user = server.setUser(ADDRESS, ADDRESS, PASSWORD);
  }

  /** GreenMail itself, for what this class does not offer. */
  public GreenMail greenMail() {
    return server;
  }

  public int imapPort() {
    return server.getImap().getPort();
  }

  public int smtpPort() {
    return server.getSmtp().getPort();
  }

  /** Puts a raw mail into the mailbox's INBOX, as if it had arrived. */
  public void deliver(String raw) throws Exception {
    user.deliver(message(raw));
  }

  /** A mail from its raw text; each character is a byte. */
  public static MimeMessage message(String raw) throws Exception {
    byte[] bytes = raw.replaceAll("\r?\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
  }

  /** The settings of a named connection to this server. */
  public Map<String, String> properties(String name) {
    return properties(name, imapPort(), smtpPort());
  }

  /** The same by way of other ports, such as those of a {@link SilentProxy}. */
  public Map<String, String> properties(String name, int imapPort, int smtpPort) {
    String key = "rivya.mail." + name + ".";
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(key + "imap.host", "127.0.0.1");
    properties.put(key + "imap.port", Integer.toString(imapPort));
    properties.put(key + "imap.tls", "none");
    properties.put(key + "smtp.host", "127.0.0.1");
    properties.put(key + "smtp.port", Integer.toString(smtpPort));
    properties.put(key + "smtp.tls", "none");
    properties.put(key + "user", ADDRESS);
    properties.put(key + "password", PASSWORD);
    return properties;
  }

  @Override
  public void close() {
    server.stop();
  }
}
