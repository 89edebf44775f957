package dev.rivyaroutes.brief.mail;

import dev.rivyaroutes.brief.mail.content.MailContent;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The mails in temporary files: the one that is processed, and those that were read ahead. */
final class OpenMails {
  private static final Logger LOG = LoggerFactory.getLogger(OpenMails.class);

  private final Deque<MailContent> ahead = new ArrayDeque<>();
  private MailContent current;

  /** The same messages; their files are closed later. */
  Iterator<ReceivedMessage> ahead(Iterator<ReceivedMessage> messages) {
    UnaryOperator<ReceivedMessage> add =
        message -> {
          if (message.handle() instanceof NewMail mail && mail.content() != null) {
            ahead.add(mail.content());
          }
          return message;
        };
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return messages.hasNext();
      }

      @Override
      public ReceivedMessage next() {
        return add.apply(messages.next());
      }
    };
  }

  MailContent current(MailContent mail) {
    ahead.remove(mail);
    current = mail;
    return mail;
  }

  void closeCurrent() {
    close(current);
    current = null;
  }

  void closeAll() {
    closeCurrent();
    ahead.forEach(OpenMails::close);
    ahead.clear();
  }

  private static void close(MailContent mail) {
    if (mail != null) {
      try {
        mail.close();
      } catch (IOException e) {
        LOG.debug("The temporary files of a mail could not be deleted", e);
      }
    }
  }
}
