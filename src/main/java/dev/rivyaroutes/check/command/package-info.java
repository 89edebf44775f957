/** The command {@code check}: all findings at once, for people and for CI. */
package dev.rivyaroutes.check.command;
