/** The Rivya Public API v1: calls, answers, errors and the model catalogue. */
package dev.rivyaroutes.rivya;
