/** Hands in the brief of a case at the source of its flow. */
package dev.rivyaroutes.flowtest.brief;
