package dev.rivyaroutes.brief.mail.content.part;

import dev.rivyaroutes.brief.mail.content.text.TextBlock;
import java.util.ArrayList;
import java.util.List;

/** What the parts of a mail were sorted into. */
public final class Collected {
  private final List<TextBlock> texts = new ArrayList<>();
  private final List<FoundFile> files = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();
  private boolean calendar;

  public List<TextBlock> texts() {
    return List.copyOf(texts);
  }

  public List<FoundFile> files() {
    return List.copyOf(files);
  }

  /** What could not be used, in words. */
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  /** Whether an invitation, or an answer to one, is a main part. */
  public boolean isCalendar() {
    return calendar;
  }

  boolean hasText() {
    return texts.stream().anyMatch(text -> !text.isBlank());
  }

  void text(TextBlock text) {
    texts.add(text);
  }

  void file(FoundFile file) {
    files.add(file);
  }

  void remark(String remark) {
    remarks.add(remark);
  }

  void markCalendar() {
    calendar = true;
  }

  void add(Collected other, boolean withTexts) {
    files.addAll(other.files);
    remarks.addAll(other.remarks);
    calendar |= other.calendar;
    if (withTexts) {
      texts.addAll(other.texts);
    }
  }
}
