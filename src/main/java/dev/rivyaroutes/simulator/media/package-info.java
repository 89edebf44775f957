/** The bytes of result files: images, videos and sounds. */
package dev.rivyaroutes.simulator.media;
