package dev.rivyaroutes.brief.mail.content.part;

import java.io.IOException;
import java.io.InputStream;

/** The decoded bytes of a file in a mail; each call opens them anew. */
@FunctionalInterface
public interface Content {
  InputStream open() throws IOException;
}
