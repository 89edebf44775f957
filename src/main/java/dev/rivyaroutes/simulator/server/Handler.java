package dev.rivyaroutes.simulator.server;

import java.io.IOException;

/** Answers the calls of one resource; a {@link ApiError} becomes the error body. */
@FunctionalInterface
public interface Handler {

  Reply answer(Call call) throws IOException;
}
