/** Carries out bulk orders while the program runs. */
package dev.rivyaroutes.engine.bulk;
