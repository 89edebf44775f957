/** Media bytes: the store addressed by content, and what kind of media some bytes are. */
package dev.rivyaroutes.media;
