package dev.rivyaroutes.brief.mail;

import dev.rivyaroutes.brief.Siblings;
import dev.rivyaroutes.brief.form.MatchFileName;
import dev.rivyaroutes.brief.mail.content.AttachmentUse;
import dev.rivyaroutes.brief.mail.content.MailAttachment;
import dev.rivyaroutes.brief.mail.content.MailContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The media files of a mail, which are beside its briefs. */
final class Attachments implements Siblings {
  private final MailContent mail;

  Attachments(MailContent mail) {
    this.mail = mail;
  }

  @Override
  public Optional<InputStream> open(String name) throws IOException {
    Optional<String> found = MatchFileName.find(name, names());
    return found.isEmpty() ? Optional.empty() : Optional.of(mail.open(named(found.get())));
  }

  private MailAttachment named(String name) {
    return media().stream().filter(file -> file.name().equals(name)).findFirst().orElseThrow();
  }

  private List<MailAttachment> media() {
    return mail.facts().attachments().stream()
        .filter(file -> file.use() == AttachmentUse.MEDIA)
        .toList();
  }

  private List<String> names() {
    return media().stream().map(MailAttachment::name).toList();
  }

  @Override
  public List<String> namesNear(String missing) {
    return names();
  }
}
