/** The folder sink, and what makes it once only. */
package dev.rivyaroutes.delivery.folder;
