/** Runs cases: what Rivya answers, how the time passes, and what came out. */
package dev.rivyaroutes.flowtest.run;
