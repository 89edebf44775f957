/** What the checks before the start share: findings, their places, and failures without secrets. */
package dev.rivyaroutes.check;
