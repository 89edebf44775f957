package dev.rivyaroutes.brief.form;

import dev.rivyaroutes.media.StoredMedia;

/**
 * A media file that is itself a brief: a reference to which the flow adds the prompt.
 *
 * @param name the plain file name
 * @param media the bytes, staged in the media store
 */
public record BriefMedia(String name, StoredMedia media) {}
