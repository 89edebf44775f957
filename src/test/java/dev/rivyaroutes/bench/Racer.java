package dev.rivyaroutes.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Something in a process of its own that turns briefs into files. */
interface Racer {

  String name();

  /** Returns when the last file is there. */
  void make(List<BenchBrief> briefs) throws Exception;

  /** Where the files lie. */
  Path out();

  ProcessHandle process();

  /** The processes of its database, where that is not in the program. */
  Stream<ProcessHandle> database();

  Path gcLog();
}
