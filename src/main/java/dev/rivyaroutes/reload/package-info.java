/** Loads the flow files, and swaps the routes of a file that changed while all others run on. */
package dev.rivyaroutes.reload;
