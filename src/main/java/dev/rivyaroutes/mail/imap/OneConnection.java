package dev.rivyaroutes.mail.imap;

import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import org.eclipse.angus.mail.iap.ConnectionException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;

/**
 * A store with one connection and never another one. A folder that has lost its connection would
 * otherwise run its commands on a new one, where no folder is selected.
 */
final class OneConnection extends IMAPStore {

  private boolean used;

  OneConnection(Session session) {
    super(session, new URLName("imap", null, -1, null, null, null));
  }

  @Override
  protected IMAPProtocol newIMAPProtocol(String host, int port)
      throws IOException, ProtocolException {
    if (used) {
      throw new ConnectionException("the connection is closed");
    }
    used = true;
    return super.newIMAPProtocol(host, port);
  }
}
