/** The media store in a folder. */
package dev.rivyaroutes.media.file;
