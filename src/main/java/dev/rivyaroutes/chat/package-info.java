/** Passes chat answers to the callers that listen while they arrive. */
package dev.rivyaroutes.chat;
