/** The model catalogue of Rivya, and the checks against it. */
package dev.rivyaroutes.rivya.model;
