/** Runs the tests that stand beside flows: the command {@code test}. */
package dev.rivyaroutes.flowtest;
