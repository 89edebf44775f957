package dev.rivyaroutes.mail.imap;

import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;

/**
 * Moves a mail to another folder.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6851">RFC 6851, MOVE</a>
 */
final class MoveMail {

  private final IMAPProtocol protocol;
  private final UidCommands commands;

  MoveMail(IMAPProtocol protocol) {
    this.protocol = protocol;
    this.commands = new UidCommands(protocol);
  }

  void move(long uid, String target) throws ProtocolException {
    boolean moves = protocol.hasCapability("MOVE");
    try {
      transfer(uid, target, moves);
    } catch (CommandFailedException e) {
      if (protocol.list("", target) != null) {
        throw e;
      }
      protocol.create(target);
      transfer(uid, target, moves);
    }
    if (!moves) {
      commands.add(uid, "\\Deleted");
      if (protocol.hasCapability("UIDPLUS")) {
        commands.expunge(uid);
      }
    }
  }

  private void transfer(long uid, String target, boolean moves) throws ProtocolException {
    if (moves) {
      commands.move(uid, target);
    } else {
      commands.copy(uid, target);
    }
  }
}
