package dev.rivyaroutes.brief.form;

import java.io.IOException;
import org.springframework.util.unit.DataSize;

/** Other documents take all memory for documents. The same document can be read later. */
public final class DecodingBudgetExceeded extends IOException {
  DecodingBudgetExceeded(DataSize most) {
    super(
        "Other documents take all of rivya.brief.decoding (%s). This document is read again later."
            .formatted(BriefText.size(most.toBytes())));
  }
}
