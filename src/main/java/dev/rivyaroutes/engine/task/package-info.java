/** Recurring tasks for each account. */
package dev.rivyaroutes.engine.task;
