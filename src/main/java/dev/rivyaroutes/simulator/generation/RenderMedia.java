package dev.rivyaroutes.simulator.generation;

import dev.rivyaroutes.LatestEntries;
import dev.rivyaroutes.simulator.media.DrawPng;
import dev.rivyaroutes.simulator.media.EncodeMp4;
import dev.rivyaroutes.simulator.media.EncodeWav;
import dev.rivyaroutes.simulator.media.GivenResults;
import dev.rivyaroutes.simulator.media.MediaShape;
import dev.rivyaroutes.simulator.media.ResultFile;
import java.util.Map;

/**
 * Renders the result files of a generation, the same bytes each time, other bytes for each task.
 * The last images are cached, and one is drawn at a time, to bound memory.
 */
public final class RenderMedia {

  private static final int DRAWN_KEPT = 32;

  private final MediaShape shape;
  private final GivenResults given;
  private final EncodeMp4 video;
  private final EncodeWav sound;
  private final byte[] sharedImage;
  private final Map<String, byte[]> drawn = LatestEntries.lastUsed(DRAWN_KEPT);

  public RenderMedia(MediaShape shape, GivenResults given) {
    this.given = given;
    this.shape = shape;
    this.video = new EncodeMp4(shape.videoBytes());
    this.sound = new EncodeWav(shape.audioSeconds());
    this.sharedImage =
        shape.imageSide() > MediaShape.SHARED_SIDE
            ? null
            : DrawPng.paint(shape.imageSide(), "", "", 0);
  }

  /** How many files it has. */
  int count(Generation generation) {
    return given.count(generation.order().key(), shape.results());
  }

  /** The n-th file, counted from 1. */
  ResultFile of(Generation generation, int n) {
    ResultFile set = given.file(generation.order().key(), n);
    if (set != null) {
      return set;
    }
    String mark = generation.id() + "/" + n;
    return switch (generation.order().model().category()) {
      case IMAGE -> DrawPng.marked(image(generation, mark), mark);
      case VIDEO -> video.of(mark);
      case AUDIO -> sound.of(mark);
    };
  }

  private byte[] image(Generation generation, String mark) {
    if (sharedImage != null) {
      return sharedImage;
    }
    synchronized (drawn) {
      return drawn.computeIfAbsent(
          mark,
          any ->
              DrawPng.paint(
                  shape.imageSide(),
                  generation.order().prompt(),
                  generation.order().model().id() + "  ·  " + mark,
                  mark.hashCode()));
    }
  }
}
