/** When a task is polled next. */
package dev.rivyaroutes.rivya.wait;
