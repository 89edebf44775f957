/** Calls to Rivya, their answers and how these are judged; nothing about jobs. */
package dev.rivyaroutes.rivya.call;
