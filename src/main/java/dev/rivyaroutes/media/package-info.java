/** The media store, which is addressed by content, and the detection of media types. */
package dev.rivyaroutes.media;
