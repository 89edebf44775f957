package dev.rivyaroutes.delivery.mail;

import dev.rivyaroutes.delivery.ResultFile;

/**
 * A file of a result, as a mail names it.
 *
 * @param file the file
 * @param name its name, safe for any file system
 * @param link where people with a login download it
 * @param contentId names the image that HTML shows; null when it has no preview
 */
record MailFile(ResultFile file, String name, String link, String contentId) {

  String described() {
    return name + " (" + MailText.size(file.size()) + ")";
  }
}
