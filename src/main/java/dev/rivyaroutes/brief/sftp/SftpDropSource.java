package dev.rivyaroutes.brief.sftp;

import dev.rivyaroutes.PlainWords;
import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.FileStability;
import dev.rivyaroutes.brief.LogOnce;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.PendingBriefs;
import dev.rivyaroutes.brief.form.ReadBriefs;
import dev.rivyaroutes.brief.message.CloseAtStop;
import dev.rivyaroutes.brief.message.HandIn;
import dev.rivyaroutes.brief.message.MessageBytes;
import dev.rivyaroutes.brief.message.MessageRefused;
import dev.rivyaroutes.brief.message.MessageSource;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import dev.rivyaroutes.connection.sftp.KeptSession;
import dev.rivyaroutes.connection.sftp.SftpConnection;
import dev.rivyaroutes.connection.sftp.SftpConnections;
import dev.rivyaroutes.connection.sftp.SftpFailed;
import dev.rivyaroutes.connection.sftp.SftpSession;
import dev.rivyaroutes.connection.sftp.WireName;
import dev.rivyaroutes.ledger.accept.AcceptJobs;
import dev.rivyaroutes.ledger.source.Backlog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean of the sftp-drop-source Kamelet: the files of a folder of an SFTP server. Camel creates
 * one for each use.
 */
public class SftpDropSource implements MessageSource {
  private static final Logger LOG = LoggerFactory.getLogger(SftpDropSource.class);

  private final SftpConnections connections;
  private final AcceptJobs ledger;
  private final CamelContext camel;
  private final Clock clock;
  private final ReadBriefs read;
  private final SftpDropSettings settings = new SftpDropSettings();
  private final LogOnce problems = new LogOnce(LOG);
  private final OpenFiles open = new OpenFiles();
  private SftpConnection connection;
  private Origin origin;
  private KeptSession session;
  private FileStability<String> stability;
  private PendingBriefs pending;
  private SettledFiles settled;
  private SettleFile settle;
  private HandInFile handIn;
  private Drops drops = new Drops();
  private String root;
  private long taken;

  SftpDropSource(
      SftpConnections connections,
      AcceptJobs ledger,
      CamelContext camel,
      Clock clock,
      ReadBriefs read) {
    this.connections = connections;
    this.ledger = ledger;
    this.camel = camel;
    this.clock = clock;
    this.read = read;
  }

  public SftpDropSettings getSettings() {
    return settings;
  }

  /** Checks the parameters and the connection; wrong ones stop the start. */
  public void start() throws Exception {
    settings.check();
    connection = connections.get(settings.connection());
    origin = Origin.message(kind(), settings.connection() + ":" + settings.directory());
    session = new KeptSession(connection::openForBytes);
    stability = new FileStability<>(clock, settings.stability());
    pending = new PendingBriefs(clock, read.limits().waitForFiles());
    settled = new SettledFiles(ledger, camel, settings.routeId(), origin);
    settle = new SettleFile(settings, settled, stability, new LogOnce(LOG), clock);
    handIn = new HandInFile(settings, settled, stability, pending, read.largest());
    camel.addService(new CloseAtStop(this::standBy));
  }

  @Override
  public String kind() {
    return "sftp";
  }

  @Override
  public String address() {
    return connection.address()
        + (settings.directory().startsWith("/") ? "" : "/")
        + settings.directory();
  }

  @Override
  public Duration delay() {
    return settings.delay();
  }

  @Override
  public boolean hasNews() {
    return drops.hasMore();
  }

  @Override
  public Iterator<ReceivedMessage> poll(String position) throws IOException {
    drops = new Drops();
    taken = 0;
    SftpSession server = session.get();
    root = server.realPath(WireName.of(settings.directory()));
    drops = new ListDrops(settings, settled, stability, pending, problems).list(server, root);
    TakeFile take = new TakeFile(server, root, stability, problems, read.largest());
    return new Taken(
        drops,
        file -> settle.retry(server, root, file) ? null : message(take.take(file).orElse(null)));
  }

  /** The message of a file; null if it cannot be taken now. */
  private ReceivedMessage message(TakenFile file) {
    if (file == null) {
      return null;
    }
    open.add(file);
    return new ReceivedMessage(
        origin,
        file.id(),
        file.file().text(),
        clock.instant(),
        new MessageBytes(null, file.local() == null ? null : file::open),
        null,
        file);
  }

  @Override
  public List<HandIn> open(ReceivedMessage message) throws IOException, MessageRefused {
    SftpSession server = session.get();
    String within = root == null ? server.realPath(WireName.of(settings.directory())) : root;
    return List.of(handIn.of(message, server, within));
  }

  @Override
  public void acknowledge(ReceivedMessage message, boolean accepted) throws IOException {
    TakenFile file = (TakenFile) message.handle();
    settle.settle(session.get(), root, file.file(), accepted);
    taken++;
    pending.forget(file.file().listed());
    open.close(file);
  }

  @Override
  public void taken(ReceivedMessage message) throws IOException {
    SftpSession server = session.get();
    settle.taken(server, server.realPath(WireName.of(settings.directory())), message);
  }

  @Override
  public void postpone(ReceivedMessage message, Acceptances acceptances) {
    TakenFile file = (TakenFile) message.handle();
    stability.again(file.file().path());
    pending.recordWait(file.file().listed(), file.file().text(), acceptances);
    open.close(file);
  }

  @Override
  public Backlog backlog() {
    return drops.backlog(taken);
  }

  @Override
  public void pollEnded() {
    open.closeAll();
  }

  @Override
  public void standBy() {
    open.closeAll();
    session.close();
  }

  @Override
  public String explain(Throwable failure) {
    Throwable cause =
        failure instanceof UncheckedIOException wrapped ? wrapped.getCause() : failure;
    if (cause instanceof SftpFailed failed && failed.why() == SftpFailed.Why.MISSING) {
      return "The folder %s does not exist. Create it, or correct the parameter directory."
          .formatted(address());
    }
    return cause instanceof SftpFailed ? cause.getMessage() : PlainWords.of(cause);
  }
}
