/** Media in a folder. */
package dev.rivyaroutes.media.file;
