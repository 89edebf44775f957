package dev.rivyaroutes.flowtest;

import dev.rivyaroutes.check.Finding;
import dev.rivyaroutes.flowtest.file.TestCase;
import java.util.List;

/**
 * The outcome of one case.
 *
 * @param findings what is not as expected; empty if it passed
 */
record TestResult(TestCase of, List<Finding> findings, long millis) {

  boolean passed() {
    return findings.isEmpty();
  }
}
