package dev.rivyaroutes.brief;

import dev.rivyaroutes.FileNames;
import dev.rivyaroutes.Nearest;
import dev.rivyaroutes.WebAddress;
import dev.rivyaroutes.brief.form.BriefMedia;
import dev.rivyaroutes.brief.form.BriefRefused;
import dev.rivyaroutes.brief.form.BriefText;
import dev.rivyaroutes.brief.form.StageMedia;
import dev.rivyaroutes.ledger.job.JobFile;
import dev.rivyaroutes.media.StoredMedia;
import dev.rivyaroutes.outbound.PublicAddresses;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Turns the references of a brief into files of its job. A reference is a text, {@code
 * sibling.png}, {@code https://…} or {@code data:…;base64,…}, or an object with one of {@code
 * file}, {@code url} and {@code base64}, and optionally a {@code name}. Siblings and inline media
 * are staged at once; a URL is only stored.
 */
@Component
public class StageReferences {
  private static final int MOST = 100;
  private static final int SHOWN = 3;
  private static final Pattern SCHEME = Pattern.compile("(?s)[A-Za-z][A-Za-z0-9+.-]*://.*");

  private final StageMedia media;

  StageReferences(StageMedia media) {
    this.media = media;
  }

  /** Stages all references, numbered from 1, after a media file that is itself the brief. */
  List<JobFile> stage(BriefMedia first, List<?> references, Siblings siblings)
      throws BriefRefused, IOException {
    if (references.size() > MOST) {
      throw new BriefRefused(
          "The brief has " + references.size() + " references; at most " + MOST + " are allowed.");
    }
    List<JobFile> files = new ArrayList<>();
    if (first != null) {
      files.add(staged(1, first.name(), first.media()));
    }
    for (Object reference : references) {
      files.add(stage(files.size() + 1, reference, siblings));
    }
    return List.copyOf(files);
  }

  private JobFile stage(int n, Object reference, Siblings siblings)
      throws BriefRefused, IOException {
    if (reference instanceof String text) {
      if (text.startsWith("data:")) {
        return inline(n, "reference-" + n, text.substring(text.indexOf(',') + 1));
      }
      return SCHEME.matcher(text).matches()
          ? remote(n, null, text)
          : sibling(n, null, text, siblings);
    }
    if (!(reference instanceof Map<?, ?> object)) {
      throw new BriefRefused("Reference " + n + " is neither a text nor an object.");
    }
    String file = text(n, object, "file");
    String url = text(n, object, "url");
    String base64 = text(n, object, "base64");
    String name = text(n, object, "name");
    if (Stream.of(file, url, base64).filter(Objects::nonNull).count() != 1) {
      throw new BriefRefused(
          "Reference " + n + " must have exactly one of the fields file, url and base64.");
    }
    if (file != null) {
      return sibling(n, name, file, siblings);
    }
    return url != null
        ? remote(n, name, url)
        : inline(n, name == null ? "reference-" + n : name, base64);
  }

  private static String text(int n, Map<?, ?> object, String field) throws BriefRefused {
    Object value = object.get(field);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw new BriefRefused("Reference " + n + " has a field " + field + " that is not a text.");
  }

  private JobFile sibling(int n, String name, String path, Siblings siblings)
      throws BriefRefused, IOException {
    if (path.isBlank()
        || path.startsWith("/")
        || path.indexOf('\\') >= 0
        || path.chars().anyMatch(Character::isISOControl)
        || Stream.of(path.split("/")).anyMatch(part -> part.equals(".."))) {
      throw new BriefRefused(
          "Reference %s is not a file beside the brief. Give a name relative to the brief, without '..', a leading '/' or a backslash."
              .formatted(BriefText.quote(path)));
    }
    Optional<InputStream> bytes;
    try {
      bytes = siblings.open(path);
    } catch (Siblings.StillBeingWritten e) {
      throw new BriefIncomplete(e.getMessage() + ".", true);
    } catch (Siblings.Unreadable e) {
      throw new BriefIncomplete("Reference " + e.getMessage() + ".");
    }
    if (bytes.isEmpty()) {
      throw notFound(path, siblings);
    }
    return staged(
            n,
            FileNames.last(name == null ? path : name, "reference"),
            media.stage(path, bytes.get()))
        .withBeside(FileNames.last(path, "reference"));
  }

  private static BriefIncomplete notFound(String path, Siblings siblings) throws IOException {
    String nearest =
        siblings.namesNear(path).stream()
            .sorted(Comparator.comparingInt(name -> Nearest.distance(path, name)))
            .limit(SHOWN)
            .map(BriefText::quote)
            .collect(Collectors.joining(", "));
    return new BriefIncomplete(
        "Reference "
            + BriefText.quote(path)
            + " was not found beside the brief"
            + (nearest.isEmpty()
                ? ". Put it there first, then send the brief again."
                : "; the nearest names there are %s. Correct the name or put the file there, then send the brief again."
                    .formatted(nearest)));
  }

  private JobFile inline(int n, String name, String base64) throws BriefRefused, IOException {
    byte[] bytes;
    try {
      // The MIME decoder would ignore characters that are not base64, and return other bytes.
      bytes = Base64.getDecoder().decode(base64.replaceAll("\\s+", ""));
    } catch (IllegalArgumentException e) {
      throw new BriefRefused("Reference " + BriefText.quote(name) + " is not valid base64.");
    }
    StoredMedia stored = media.stage(name, new ByteArrayInputStream(bytes));
    String plain = FileNames.last(name, "reference");
    return staged(n, plain.contains(".") ? plain : plain + "." + stored.type().extension(), stored);
  }

  private static JobFile remote(int n, String name, String url) throws BriefRefused {
    try {
      URI uri = new URI(url);
      if (WebAddress.isHttps(uri)
          && WebAddress.isCallable(uri)
          && !PublicAddresses.isOddNumber(uri.getHost())) {
        String plain = FileNames.last(name == null ? uri.getPath() : name, "reference");
        return new JobFile(n, plain, null, null, -1, null, url);
      }
    } catch (URISyntaxException e) {
      // Refused below.
    }
    throw new BriefRefused(
        "Reference %s is not a usable URL. Give a full https:// URL without a user name, and a port from 1 to 65535 if any."
            .formatted(BriefText.quote(url)));
  }

  private static JobFile staged(int n, String name, StoredMedia media) {
    return new JobFile(
        n,
        name,
        media.type().contentType(),
        media.type().kind().wireName(),
        media.size(),
        media.sha256(),
        null);
  }
}
