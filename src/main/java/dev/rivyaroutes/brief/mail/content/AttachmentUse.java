package dev.rivyaroutes.brief.mail.content;

/** What an attachment is good for. */
public enum AttachmentUse {
  /** A JSON or YAML document, or a CSV or JSONL manifest: briefs of their own. */
  BRIEF,
  /** An image, a video or an audio file, by its first bytes: a reference. */
  MEDIA,
  /** Neither. */
  OTHER
}
