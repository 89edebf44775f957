package dev.rivyaroutes.brief.mail;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.form.BriefProperties;
import dev.rivyaroutes.brief.form.BriefText;
import dev.rivyaroutes.brief.mail.content.MailContent;
import dev.rivyaroutes.brief.mail.content.ReadMail;
import dev.rivyaroutes.brief.mail.content.mime.MailRefused;
import dev.rivyaroutes.brief.message.CloseAtStop;
import dev.rivyaroutes.brief.message.HandIn;
import dev.rivyaroutes.brief.message.MessageRefused;
import dev.rivyaroutes.brief.message.MessageSkipped;
import dev.rivyaroutes.brief.message.MessageSource;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import dev.rivyaroutes.ledger.chat.Conversations;
import dev.rivyaroutes.ledger.source.SenderRates;
import dev.rivyaroutes.mail.MailConnection;
import dev.rivyaroutes.mail.MailConnections;
import dev.rivyaroutes.mail.server.MailFailed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean of the mail-drop-source Kamelet: the mails of a folder of a mailbox. Camel creates one
 * for each use.
 */
public class MailDropSource implements MessageSource {
  private static final Logger LOG = LoggerFactory.getLogger(MailDropSource.class);

  private final MailConnections connections;
  private final SenderRates rates;
  private final Conversations conversations;
  private final CamelContext camel;
  private final Clock clock;
  private final BriefProperties limits;
  private final MailDropSettings settings = new MailDropSettings();
  private final OpenMails open = new OpenMails();
  private MailConnection connection;
  private Origin origin;
  private ReadMail read;
  private ScreenMail screen;
  private FindConversation conversation;
  private PollFolder folder;
  private MarkMail mark;

  MailDropSource(
      MailConnections connections,
      SenderRates rates,
      Conversations conversations,
      CamelContext camel,
      Clock clock,
      BriefProperties limits) {
    this.connections = connections;
    this.rates = rates;
    this.conversations = conversations;
    this.camel = camel;
    this.clock = clock;
    this.limits = limits;
  }

  public MailDropSettings getSettings() {
    return settings;
  }

  /** Checks the parameters and the connection; wrong ones stop the start of the flow. */
  public void start() throws Exception {
    connection = connections.get(settings.connection());
    settings.check(connection.authservId());
    String mailbox = connection.user().isBlank() ? connection.name() : connection.user();
    origin = Origin.message(kind(), mailbox.strip().toLowerCase(Locale.ROOT));
    read = new ReadMail(limits.mail());
    screen = new ScreenMail(settings, connection.authservId(), rates);
    conversation = new FindConversation(conversations, origin);
    folder = new PollFolder(connection, settings, clock);
    mark = new MarkMail(settings, folder);
    camel.addService(new CloseAtStop(this::standBy));
  }

  @Override
  public String kind() {
    return "mail";
  }

  @Override
  public String address() {
    return settings.address();
  }

  @Override
  public Duration delay() {
    return settings.delay();
  }

  @Override
  public boolean hasNews() {
    return folder.hasNews();
  }

  @Override
  public Iterator<ReceivedMessage> poll(String position) throws IOException {
    return open.ahead(
        folder.poll(
            position, mailbox -> new ReadNewMail(mailbox, read, settings.inline(), origin, clock)));
  }

  @Override
  public String beginning() {
    return folder.beginning();
  }

  @Override
  public List<HandIn> open(ReceivedMessage message)
      throws IOException, MessageRefused, MessageSkipped {
    MailContent mail = content(message);
    if (!message.isReplay()) {
      screen.screen(mail, message);
    }
    if (!mail.facts().remarks().isEmpty()) {
      LOG.info(
          "Of the mail {} some parts are not used: {}",
          BriefText.quote(message.name()),
          String.join(" ", mail.facts().remarks()));
    }
    return new HandInMail(
            mail,
            origin,
            settings.brief(),
            conversation.of(mail.facts().thread()),
            connection.name())
        .briefs();
  }

  private MailContent content(ReceivedMessage message) throws IOException, MessageRefused {
    open.closeCurrent();
    try {
      if (message.handle() instanceof NewMail mail) {
        if (mail.problem() != null) {
          throw mail.problem();
        }
        return open.current(mail.content());
      }
      try (InputStream raw = message.raw().open()) {
        return open.current(read.read(raw, settings.inline()));
      }
    } catch (MailRefused e) {
      throw new MessageRefused(e.code(), e.getMessage());
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void acknowledge(ReceivedMessage message, boolean accepted) throws IOException {
    if (accepted) {
      mark.mark(((NewMail) message.handle()).uid());
    }
  }

  @Override
  public String position() {
    return folder.position();
  }

  @Override
  public void pollEnded() {
    open.closeAll();
    folder.awaitNews();
  }

  @Override
  public void standBy() {
    open.closeAll();
    folder.close();
  }

  @Override
  public String explain(Throwable failure) {
    Throwable cause =
        failure instanceof UncheckedIOException wrapped ? wrapped.getCause() : failure;
    return cause instanceof MailFailed ? cause.getMessage() : PlainWords.of(cause);
  }
}
