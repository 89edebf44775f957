package dev.rivyaroutes.simulator.generation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rivyaroutes.Json;
import dev.rivyaroutes.simulator.media.GivenResults;
import dev.rivyaroutes.simulator.media.MediaShape;
import dev.rivyaroutes.simulator.server.RequestTarget;
import java.time.Instant;

/** Builds the URLs of a generation's result files. */
public record ResultUrls(MediaShape shape, GivenResults given) {

  public ArrayNode of(String base, Generation generation, Instant now) {
    ArrayNode urls = Json.PLAIN.createArrayNode();
    String extension = generation.order().model().category().extension();
    String until =
        shape.urlLife().isZero() ? "" : "&until=" + now.plus(shape.urlLife()).toEpochMilli();
    int files = given.count(generation.order().key(), shape.results());
    for (int n = 1; n <= files; n++) {
      urls.add(
          base
              + RequestTarget.MEDIA
              + generation.id()
              + "/"
              + n
              + "."
              + extension
              + "?v="
              + generation.urlVersion()
              + until);
    }
    return urls;
  }
}
