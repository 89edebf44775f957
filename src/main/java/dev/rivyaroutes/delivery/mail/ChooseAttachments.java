package dev.rivyaroutes.delivery.mail;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.delivery.Result;
import dev.rivyaroutes.delivery.ResultFile;
import dev.rivyaroutes.delivery.ResultLinks;
import dev.rivyaroutes.delivery.ResultNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Divides the files of a result into attachments and links, and chooses the previews. */
final class ChooseAttachments {

  /** The images that mail programs display. */
  private static final Set<String> SHOWN =
      Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

  private static final int MOST_PREVIEWS = 10;
  private static final long LARGEST_PREVIEW = 5L * 1024 * 1024;

  private final ResultNames names = ResultNames.of(ResultNames.DEFAULT_TEMPLATE);
  private final ResultLinks links;
  private final long limit;

  /**
   * @param limit the most bytes of all attachments together
   */
  ChooseAttachments(ResultLinks links, long limit) {
    this.links = links;
    this.limit = limit;
  }

  /** Files that are attached, and files that are too large for it; each in their order. */
  record Chosen(List<MailFile> attached, List<MailFile> linked) {

    Stream<MailFile> all() {
      return Stream.concat(attached.stream(), linked.stream());
    }

    List<MailFile> previews() {
      return attached.stream().filter(file -> file.contentId() != null).toList();
    }

    List<MailFile> others() {
      return attached.stream().filter(file -> file.contentId() == null).toList();
    }
  }

  Chosen choose(Result result, List<ResultFile> files, MessageId id) {
    List<MailFile> attached = new ArrayList<>();
    List<MailFile> linked = new ArrayList<>();
    long room = limit;
    int previews = 0;
    for (ResultFile file : files) {
      boolean fits = file.size() <= room;
      boolean shown =
          fits
              && previews < MOST_PREVIEWS
              && file.size() <= LARGEST_PREVIEW
              && SHOWN.contains(file.contentType());
      room -= fits ? file.size() : 0;
      previews += shown ? 1 : 0;
      String contentId = shown ? id.part("file" + file.n()) : null;
      String name = FileNames.last(names.name(result, file), "file-" + file.n());
      MailFile one = new MailFile(file, name, links.file(result, file), contentId);
      (fits ? attached : linked).add(one);
    }
    return new Chosen(List.copyOf(attached), List.copyOf(linked));
  }
}
