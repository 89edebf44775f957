/** The model catalogue: refreshing it, and parking jobs whose model is paused. */
package dev.rivyaroutes.engine.models;
