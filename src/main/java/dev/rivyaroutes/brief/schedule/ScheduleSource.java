package dev.rivyaroutes.brief.schedule;

import dev.rivyaroutes.Json;
import dev.rivyaroutes.Require;
import dev.rivyaroutes.Variables;
import dev.rivyaroutes.brief.Arrival;
import dev.rivyaroutes.brief.Origin;
import dev.rivyaroutes.brief.flow.FlowsOfSource;
import dev.rivyaroutes.brief.message.HandIn;
import dev.rivyaroutes.brief.message.MessageBytes;
import dev.rivyaroutes.brief.message.MessageSource;
import dev.rivyaroutes.brief.message.ReceivedMessage;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean of the schedule-source Kamelet: each time of the schedule is a message, with the route
 * and the time as its id, so that it is one brief over all replicas. Camel creates one for each
 * use.
 */
public class ScheduleSource implements MessageSource {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduleSource.class);

  /** Between these polls the source is polled when a time is due. */
  private static final Duration DELAY = Duration.ofMinutes(1);

  private final CamelContext camel;
  private final Clock clock;

  /** Times whose brief could not be recorded yet: they stay due, however late it is. */
  private final SortedSet<Instant> unsettled = new TreeSet<>();

  private String cron;
  private String zone;
  private String kameletRoute;
  private MissedTimes missed;
  private ScheduleTimes times;
  private Origin origin;
  private Instant next;
  private String position;

  ScheduleSource(CamelContext camel, Clock clock) {
    this.camel = camel;
    this.clock = clock;
  }

  public void setCron(String cron) {
    this.cron = cron;
  }

  public void setTimeZone(String zone) {
    this.zone = zone;
  }

  public void setMissed(String missed) {
    Require.that(
        missed.equals("once") || missed.equals("skip"),
        "schedule-source has missed: %s; it must be once or skip.".formatted(missed));
    this.missed = MissedTimes.valueOf(missed.toUpperCase(Locale.ROOT));
  }

  /** The id of the route that Camel created from the Kamelet. */
  public void setSourceRoute(String route) {
    this.kameletRoute = route;
  }

  /** Checks the parameters; wrong ones stop the start of the flow. */
  public void start() {
    times = ScheduleTimes.of(cron, zone, clock.instant());
  }

  @Override
  public String kind() {
    return "schedule";
  }

  @Override
  public String address() {
    return cron.strip() + " " + zone.strip();
  }

  @Override
  public Duration delay() {
    return DELAY;
  }

  @Override
  public boolean hasNews() {
    return next != null && !clock.instant().isBefore(next);
  }

  /** The first poll of a schedule only records that it begins now. */
  @Override
  public Iterator<ReceivedMessage> poll(String settled) {
    Instant now = clock.instant();
    next = times.next(now).orElse(null);
    position = now.toString();
    if (settled == null) {
      return List.<ReceivedMessage>of().iterator();
    }
    DueTimes due = DueTimes.of(times, Instant.parse(settled), now);
    if (due.missed() != null && !unsettled.contains(due.missed())) {
      if (missed == MissedTimes.ONCE) {
        unsettled.add(due.missed());
      } else {
        LOG.info(
            "Source {}: times of the schedule until {} were missed and are skipped.",
            caller(),
            times.text(due.missed()));
      }
    }
    unsettled.addAll(due.onTime());
    return List.copyOf(unsettled).stream().map(this::message).iterator();
  }

  private String caller() {
    return FlowsOfSource.readers(camel, kameletRoute)
        .findFirst()
        .map(reader -> reader.getRouteId())
        .orElse(kameletRoute);
  }

  private ReceivedMessage message(Instant time) {
    if (origin == null) {
      origin = Origin.message(kind(), caller());
    }
    return new ReceivedMessage(
        origin,
        time.toString(),
        times.text(time),
        time,
        new MessageBytes(
            "application/json",
            () ->
                new ByteArrayInputStream(
                    Json.SORTED.writeValueAsBytes(
                        Map.of(Variables.SCHEDULED_AT, times.text(time))))),
        time.toString(),
        time);
  }

  @Override
  public List<HandIn> open(ReceivedMessage message) {
    return List.of(
        exchange -> {
          new Arrival(message.origin(), message.id(), message.name()).handIn(exchange);
          exchange.setVariable(Variables.SCHEDULED_AT, message.name());
          exchange.getMessage().setBody(Map.of());
        });
  }

  @Override
  public void acknowledge(ReceivedMessage message, boolean accepted) {
    unsettled.remove((Instant) message.handle());
  }

  @Override
  public String position() {
    return position;
  }

  /** Another replica takes the times now. */
  @Override
  public void standBy() {
    next = null;
    unsettled.clear();
  }
}
