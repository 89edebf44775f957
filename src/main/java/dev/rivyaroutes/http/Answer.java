package dev.rivyaroutes.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What a call gets back, written when its route has ended. */
interface Answer {

  /** Writes it; an exception means that the caller went away. */
  void write(HttpServletResponse response) throws IOException;
}
