/** What editors read of a folder of flows, and the commands that write it: init and docs. */
package dev.rivyaroutes.check.editor;
