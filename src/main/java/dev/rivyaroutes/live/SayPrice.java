package dev.rivyaroutes.live;

import dev.rivyaroutes.PlainCredits;
import dev.rivyaroutes.rivya.model.Price;

/** Says what a request would cost. */
record SayPrice(Price price) {

  String text() {
    if (price == null || price.least() == null) {
      return "What it costs is not known: the list of models does not say it.";
    }
    String least = PlainCredits.of(price.least());
    return price.most() == null
        ? "It would cost %s credits at least; Rivya bills this model by what comes out (%s)."
            .formatted(least, price.billing().isEmpty() ? "no fixed price" : price.billing())
        : "It would cost %s credits.".formatted(least);
  }
}
