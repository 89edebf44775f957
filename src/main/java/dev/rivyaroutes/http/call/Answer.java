package dev.rivyaroutes.http.call;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What a call gets back, written when its route has ended. */
public interface Answer {

  /** Writes it; an exception means that the caller went away. */
  void write(HttpServletResponse response) throws IOException;
}
