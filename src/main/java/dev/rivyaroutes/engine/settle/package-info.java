/** The policy for every failure of a job or a delivery, with its causes. */
package dev.rivyaroutes.engine.settle;
