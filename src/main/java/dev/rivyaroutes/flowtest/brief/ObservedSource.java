package dev.rivyaroutes.flowtest.brief;

import dev.rivyaroutes.brief.Acceptances;
import dev.rivyaroutes.brief.message.HandIn;
import dev.rivyaroutes.brief.message.MessageRefused;
import dev.rivyaroutes.brief.message.MessageSkipped;
import dev.rivyaroutes.brief.message.MessageSource;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import dev.rivyaroutes.ledger.source.Backlog;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** A real source that says why it passes over a message. */
class ObservedSource implements MessageSource {
  private final MessageSource real;
  private final Consumer<String> skipped;

  ObservedSource(MessageSource real, Consumer<String> skipped) {
    this.real = real;
    this.skipped = skipped;
  }

  @Override
  public List<HandIn> open(ReceivedMessage message)
      throws IOException, MessageRefused, MessageSkipped {
    try {
      return real.open(message);
    } catch (MessageSkipped e) {
      skipped.accept(e.getMessage());
      throw e;
    }
  }

  @Override
  public String kind() {
    return real.kind();
  }

  @Override
  public String address() {
    return real.address();
  }

  @Override
  public Duration delay() {
    return real.delay();
  }

  @Override
  public boolean isShared() {
    return real.isShared();
  }

  @Override
  public boolean isBatched() {
    return real.isBatched();
  }

  @Override
  public boolean hasNews() {
    return real.hasNews();
  }

  @Override
  public Iterator<ReceivedMessage> poll(String position) throws IOException {
    return real.poll(position);
  }

  @Override
  public String beginning() {
    return real.beginning();
  }

  @Override
  public void acknowledge(ReceivedMessage message, boolean accepted) throws IOException {
    real.acknowledge(message, accepted);
  }

  @Override
  public void acknowledge(ReceivedMessage message, boolean accepted, List<String> jobs)
      throws IOException {
    real.acknowledge(message, accepted, jobs);
  }

  @Override
  public void taken(ReceivedMessage message) throws IOException {
    real.taken(message);
  }

  @Override
  public void passOver(ReceivedMessage message) throws IOException {
    real.passOver(message);
  }

  @Override
  public void postpone(ReceivedMessage message, Acceptances acceptances) throws IOException {
    real.postpone(message, acceptances);
  }

  @Override
  public void failed(ReceivedMessage message) {
    real.failed(message);
  }

  @Override
  public String position() {
    return real.position();
  }

  @Override
  public Backlog backlog() {
    return real.backlog();
  }

  @Override
  public void pollEnded() {
    real.pollEnded();
  }

  @Override
  public void standBy() {
    real.standBy();
  }

  @Override
  public String explain(Throwable failure) {
    return real.explain(failure);
  }
}
