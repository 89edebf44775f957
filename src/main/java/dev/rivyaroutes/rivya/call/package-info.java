/** Calls to Rivya, and how their answers are judged. */
package dev.rivyaroutes.rivya.call;
