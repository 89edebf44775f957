/** What is done for each account again and again. */
package dev.rivyaroutes.engine.task;
