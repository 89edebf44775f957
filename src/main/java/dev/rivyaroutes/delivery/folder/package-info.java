/** The folder sink, which writes each file once. */
package dev.rivyaroutes.delivery.folder;
