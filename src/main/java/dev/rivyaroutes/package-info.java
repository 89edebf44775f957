/** The program's start, and the names that all its modules share. */
package dev.rivyaroutes;
