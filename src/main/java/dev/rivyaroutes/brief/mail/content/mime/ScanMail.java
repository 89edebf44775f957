package dev.rivyaroutes.brief.mail.content.mime;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds the parts of a raw mail in one pass, and keeps only their headers and where their bodies
 * are. A boundary that is missing, never closed or not declared ends nothing but its own multipart.
 */
public final class ScanMail {
  private static final Set<String> MESSAGES = Set.of("message/rfc822", "message/global");

  private final FileRange range;
  private final MailLines lines;
  private final MailBudget budget;
  private final Boundaries boundaries = new Boundaries();

  /** The multipart whose boundary ended the last part; NONE at the end of the mail. */
  private int ended = Boundaries.NONE;

  private ScanMail(FileRange range, MailLines lines, MailBudget budget) {
    this.range = range;
    this.lines = lines;
    this.budget = budget;
  }

  /**
   * The headers of a mail, and where its body is.
   *
   * @param body the raw bytes below the headers
   */
  public record Head(MailHeaders headers, FileRange body) {}

  /** Reads the headers alone. */
  public static Head head(FileRange range, MailBudget budget) throws IOException, MailRefused {
    try (MailLines lines = new MailLines(range.open())) {
      MailHeaders headers = new ReadHeaders(lines, new Boundaries(), budget).read();
      long at = lines.position();
      return new Head(headers, new FileRange(range.file(), range.from() + at, range.length() - at));
    }
  }

  /**
   * @param depth how deep the mail itself is nested in another
   */
  public static MailPart scan(FileRange range, MailBudget budget, int depth)
      throws IOException, MailRefused {
    try (MailLines lines = new MailLines(range.open())) {
      return new ScanMail(range, lines, budget).part("text/plain", depth);
    }
  }

  public static boolean isMessage(MailPart part) {
    return MESSAGES.contains(part.type().value());
  }

  private MailPart part(String defaultType, int depth) throws IOException, MailRefused {
    budget.takePart();
    MailHeaders headers = new ReadHeaders(lines, boundaries, budget).read();
    long start = lines.position();
    MailPart bare =
        new MailPart(headers, type(headers, defaultType), body(start, start), List.of());
    List<MailPart> parts = List.of();
    if (bare.isMultipart() && depth < MailBudget.DEPTH) {
      parts = multipart(bare.type(), depth);
    } else if (isMessage(bare) && !bare.isEncoded() && depth < MailBudget.DEPTH) {
      parts = List.of(part("text/plain", depth + 1));
    } else {
      skip();
    }
    long end = ended == Boundaries.NONE ? lines.position() : lines.priorTextEnd();
    return new MailPart(headers, bare.type(), body(start, Math.max(start, end)), parts);
  }

  private List<MailPart> multipart(ContentField type, int depth) throws IOException, MailRefused {
    String childType = type.value().equals("multipart/digest") ? "message/rfc822" : "text/plain";
    List<MailPart> parts = new ArrayList<>();
    int own = preamble(type.parameter("boundary"));
    while (own >= 0 && ended == own && !boundaries.isClosing()) {
      parts.add(part(childType, depth + 1));
    }
    if (own >= 0) {
      boolean closed = ended == own;
      boundaries.close(own);
      if (closed) {
        skip();
      }
    }
    return parts;
  }

  /** Goes to the first boundary; where none is declared, the first line that can be one is it. */
  private int preamble(String declared) throws IOException {
    int own = declared.isBlank() ? Boundaries.NONE : boundaries.open(declared);
    while (lines.next()) {
      if (own < 0 && boundaries.find(lines) < 0 && lines.startsWith("--") && lines.length() > 4) {
        own = boundaries.open(lines.text().substring(2));
      }
      ended = boundaries.find(lines);
      if (ended >= 0) {
        return own;
      }
    }
    ended = Boundaries.NONE;
    return own;
  }

  /** Passes over a body. */
  private void skip() throws IOException {
    while (lines.next()) {
      ended = boundaries.find(lines);
      if (ended >= 0) {
        return;
      }
    }
    ended = Boundaries.NONE;
  }

  private FileRange body(long from, long to) {
    return new FileRange(range.file(), range.from() + from, to - from);
  }

  private static ContentField type(MailHeaders headers, String defaultType) {
    ContentField type = ContentField.parse(headers.first("Content-Type").orElse(""));
    if (type.value().contains("/")) {
      return type;
    }
    String known = Set.of("text", "plain").contains(type.value()) ? "text/plain" : defaultType;
    String meant = type.value().equals("html") ? "text/html" : known;
    return new ContentField(meant, type.plain(), type.extended());
  }
}
