package dev.rivyaroutes.brief.mail;

import dev.rivyaroutes.Require;
import dev.rivyaroutes.brief.mail.content.InlinePictures;
import dev.rivyaroutes.brief.mail.content.sender.SenderRule;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.camel.util.TimeUtils;

/** The parameters of one mail-drop-source, set by Camel from the flow file. */
public class MailDropSettings {
  private String connection = "default";
  private String folder = "INBOX";
  private Duration delay = Duration.ofMinutes(1);
  private AfterMail after = AfterMail.KEEP;
  private String target = "";
  private Instant since;
  private MailPrompt brief = MailPrompt.BOTH;
  private InlinePictures inline = InlinePictures.PICTURES;
  private SenderRule senderProof = SenderRule.DMARC;
  private String senderList = "";
  private AllowedSenders senders;
  private String listIds = "";
  private TakenLists lists;
  private SenderLimit maxPerSender = SenderLimit.parse("20/h");

  public void setConnection(String connection) {
    this.connection = connection.strip();
  }

  public void setFolder(String folder) {
    this.folder = folder.strip();
  }

  public void setDelay(String delay) {
    long millis;
    try {
      millis = TimeUtils.toMilliSeconds(delay);
    } catch (RuntimeException e) {
      millis = 0;
    }
    Require.that(
        millis >= 1_000,
        "mail-drop-source has delay: %s; it must be a time with unit of at least 1s, such as 1m."
            .formatted(delay));
    this.delay = Duration.ofMillis(millis);
  }

  public void setAfter(String after) {
    this.after = one("after", AfterMail.values(), after);
  }

  public void setTarget(String target) {
    this.target = target.strip();
  }

  /** A date, or empty. */
  public void setSince(String since) {
    try {
      this.since =
          since.isBlank()
              ? null
              : LocalDate.parse(since.strip()).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "mail-drop-source has since: %s; it must be a date such as 2026-11-01, or empty."
              .formatted(since),
          e);
    }
  }

  public void setBrief(String brief) {
    this.brief = one("brief", MailPrompt.values(), brief);
  }

  public void setInline(String inline) {
    this.inline = one("inline", InlinePictures.values(), inline);
  }

  public void setSenderProof(String senderProof) {
    this.senderProof = one("sender-proof", SenderRule.values(), senderProof);
  }

  public void setSenders(String senders) {
    this.senderList = senders;
  }

  public void setLists(String lists) {
    this.listIds = lists;
  }

  public void setMaxPerSender(String maxPerSender) {
    this.maxPerSender = SenderLimit.parse(maxPerSender);
  }

  private static <T extends Enum<T>> T one(String parameter, T[] values, String value) {
    return Arrays.stream(values)
        .filter(one -> one.name().equalsIgnoreCase(value.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "mail-drop-source has %s: %s; it must be one of %s."
                        .formatted(
                            parameter,
                            value,
                            Arrays.stream(values)
                                .map(one -> one.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", ")))));
  }

  String connection() {
    return connection;
  }

  String folder() {
    return folder;
  }

  Duration delay() {
    return delay;
  }

  AfterMail after() {
    return after;
  }

  String target() {
    return target;
  }

  /** Where the first start begins; null for the mails that arrive from then on. */
  Instant since() {
    return since;
  }

  MailPrompt brief() {
    return brief;
  }

  InlinePictures inline() {
    return inline;
  }

  SenderRule senderProof() {
    return senderProof;
  }

  AllowedSenders senders() {
    return senders;
  }

  TakenLists lists() {
    return lists;
  }

  SenderLimit maxPerSender() {
    return maxPerSender;
  }

  /** What the source reads. */
  String address() {
    return connection + "/" + folder;
  }

  /**
   * @param authservId the name of the own mail server; empty if it is not configured
   * @throws IllegalArgumentException with parameter, value and remedy
   */
  void check(String authservId) {
    senders = AllowedSenders.parse(senderList);
    lists = TakenLists.parse(listIds);
    Require.that(
        !folder.isEmpty(), "mail-drop-source has no folder; set it, for example to INBOX.");
    Require.that(
        after != AfterMail.MOVE || !target.isEmpty() && !target.equalsIgnoreCase(folder),
        "mail-drop-source has after: move and target: \"%s\"; name another folder of the mailbox, such as target: Done."
            .formatted(target));
    Require.that(
        senderProof != SenderRule.NONE || !senders.isOn(),
        "mail-drop-source has senders with sender-proof: none, but without proof anybody can write any sender into a mail. Set sender-proof to dmarc or dkim, or remove senders.");
    Require.that(
        senderProof == SenderRule.NONE || !authservId.isEmpty(),
        "mail-drop-source has sender-proof: %1$s, but rivya.mail.%2$s.authserv-id is not set. Set it to the name at the start of the Authentication-Results headers that your mail server writes, or set sender-proof to none for a mailbox that no stranger can reach."
            .formatted(senderProof.name().toLowerCase(Locale.ROOT), connection));
  }
}
