/** The shapes of the model catalogue and the checks made by it. */
package dev.rivyaroutes.rivya.model;
