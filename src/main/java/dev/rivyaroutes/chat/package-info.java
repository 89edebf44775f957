/** Passes chat answers on to callers that listen, word for word while they come. */
package dev.rivyaroutes.chat;
