package dev.rivyaroutes.brief;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names of files and folders that operating systems, sync tools, editors, browsers and network
 * drives create by themselves. Every source skips them without a log line.
 */
public final class IgnoredFiles {

  private static final Pattern NAMES =
      Pattern.compile(
          String.join(
              "|",
              // Hidden ones: .DS_Store, ._*, .~lock.*#, .Trash*, .stfolder, .sync, .dropbox*,
              // *.icloud
              "\\.(?!\\.?$).*",
              // Windows
              "desktop\\.ini|e?thumbs\\.db|ehthumbs(_vista)?\\.db|thumbs\\.db:encryptable",
              "\\$recycle\\.bin|recycle[rd]|system volume information|found\\.\\d{3}",
              ".*:?zone\\.identifier|albumart(small|_\\{.*)\\.jpg",
              // macOS and archives packed there
              "__macosx|icon\r|network trash folder|temporary items",
              // Linux and network drives
              "lost\\+found|@eadir|#recycle|@recycle|[#~]snapshot|@recently-snapshot|@tmp",
              // Open or saved documents of offices and editors
              "~\\$.*|~.*\\.tmp|~syncthing~.*|#.*#|.*~|.*\\.(bak\\d*|sw[opx]|lock|lck)",
              // What is still being copied or downloaded
              ".*\\.(tmp|temp|part|partial|filepart|crdownload|download|opdownload|aria2|td|xltd)",
              ".*\\.(!qb|!ut|bc!|!sync|icloud|ffs_tmp|kate-swp)",
              // Second copies that sync tools make where two sides changed a file
              ".*\\.sync-conflict-\\d{8}-\\d{6}.*|.*conflicted copy.*"),
          Pattern.DOTALL);

  private IgnoredFiles() {}

  /** Whether one of the parts of a path, with {@code /} between them, is such a name. */
  public static boolean matches(String path) {
    return Stream.of(path.split("/"))
        .anyMatch(part -> NAMES.matcher(part.toLowerCase(Locale.ROOT)).matches());
  }
}
