package dev.rivyaroutes.brief.mail.content;

import dev.rivyaroutes.brief.form.BriefFormat;
import dev.rivyaroutes.brief.mail.content.part.Content;
import dev.rivyaroutes.brief.mail.content.part.FoundFile;
import dev.rivyaroutes.brief.mail.content.text.ComposedText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Decides which files of a mail are used, and what each is. */
final class SelectAttachments {
  private static final long SMALL = 32 * 1024;
  private static final int SHORT_SIDE = 150;

  private final InlinePictures inline;
  private final ComposedText text;
  private final NameFiles names = new NameFiles();
  private final List<MailAttachment> attachments = new ArrayList<>();
  private final List<Content> contents = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  SelectAttachments(InlinePictures inline, ComposedText text) {
    this.inline = inline;
    this.text = text;
  }

  void add(FoundFile file) throws IOException {
    InspectFile.Inspected inspected = InspectFile.inspect(file);
    boolean picture = isInlinePicture(file, inspected);
    String why = picture ? whyDropped(file, inspected) : null;
    if (why != null) {
      remarks.add("The picture %s is not used: %s.".formatted(NameFiles.shown(file), why));
      return;
    }
    String name = names.name(file, inspected.media());
    BriefFormat format = BriefFormat.ofExtension(name);
    AttachmentUse other = format.isDocument() ? AttachmentUse.BRIEF : AttachmentUse.OTHER;
    boolean media = inspected.isMedia();
    attachments.add(
        new MailAttachment(
            attachments.size() + 1,
            name,
            media ? inspected.media().contentType() : file.type(),
            inspected.size(),
            file.contentId(),
            picture,
            media ? AttachmentUse.MEDIA : other,
            media ? BriefFormat.MEDIA : format));
    contents.add(file.content());
  }

  List<MailAttachment> attachments() {
    return attachments;
  }

  List<Content> contents() {
    return contents;
  }

  List<String> remarks() {
    return remarks;
  }

  private boolean isInlinePicture(FoundFile file, InspectFile.Inspected inspected) {
    return inspected.isPicture() && (file.inline() || isShown(file) || isCut(file));
  }

  private boolean isShown(FoundFile file) {
    return text.shown().contains(file.contentId());
  }

  private boolean isCut(FoundFile file) {
    return text.cut().contains(file.contentId());
  }

  /** Why a picture within the text is none that the sender means; null when it is used. */
  private String whyDropped(FoundFile file, InspectFile.Inspected picture) {
    if (inline == InlinePictures.NONE) {
      return "pictures within the text are not taken";
    }
    if (inline == InlinePictures.ALL) {
      return null;
    }
    if (isCut(file) && !isShown(file)) {
      return "it is shown only in a quotation or a signature";
    }
    if (picture.size() < SMALL) {
      return "it is within the text and smaller than 32 KB, as logos are";
    }
    boolean known = picture.width() > 0 && picture.height() > 0;
    return known && Math.min(picture.width(), picture.height()) < SHORT_SIDE
        ? "it is within the text and only %d x %d pixels, as logos are"
            .formatted(picture.width(), picture.height())
        : null;
  }
}
