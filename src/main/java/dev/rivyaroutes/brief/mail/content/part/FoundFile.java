package dev.rivyaroutes.brief.mail.content.part;

/**
 * A file in a mail.
 *
 * @param name the name as it was sent; empty when there is none
 * @param type the declared content type
 * @param contentId without brackets; empty when there is none
 * @param inline whether it is declared as a part of the text
 */
public record FoundFile(
    String name, String type, String contentId, boolean inline, Content content) {}
