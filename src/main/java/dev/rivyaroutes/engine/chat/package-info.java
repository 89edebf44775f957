/** Chat turns: sessions, answers and their streams. */
package dev.rivyaroutes.engine.chat;
