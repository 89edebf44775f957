package dev.rivyaroutes.simulator;

import java.io.IOException;

/** Answers the calls of one resource; a {@link Refusal} becomes the error body. */
@FunctionalInterface
interface Handler {

  Reply answer(Call call) throws IOException;
}
