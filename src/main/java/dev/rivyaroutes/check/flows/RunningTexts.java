package dev.rivyaroutes.check.flows;

import java.util.List;

/** The texts of flow files that are in force, which may differ from those of the files. */
@FunctionalInterface
public interface RunningTexts {

  /** Empty where Camel itself loads the routes. */
  List<FlowText> texts();
}
