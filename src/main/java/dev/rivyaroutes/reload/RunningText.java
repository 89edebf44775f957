package dev.rivyaroutes.reload;

import dev.rivyaroutes.check.flows.FlowText;

/**
 * A text of a flow file whose routes run, or are to run.
 *
 * @param version its id in the ledger
 */
public record RunningText(FlowText file, String version) {

  String name() {
    return file.name();
  }
}
